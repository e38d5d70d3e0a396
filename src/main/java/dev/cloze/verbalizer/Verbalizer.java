package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Tensor;

/** Turns what a language model says at the mask into scores of the labels. */
public interface Verbalizer {
  /** The names of the labels, in the order of their numbers. */
  ImmutableList<String> labels();

  /**
   * Scores the labels.
   *
   * @param states what the model says at the masks of B examples
   * @return [B,L] log-scores: their softmax are the labels' probabilities; gradients flow through
   */
  Tensor score(MaskStates states);

  /** What this verbalizer trains, none unless it says so. */
  default ImmutableList<Tensor> parameters() {
    return ImmutableList.of();
  }
}
