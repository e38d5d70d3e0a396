package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Tensor;

/** Turns what a language model says at the mask into scores of the labels. */
public interface Verbalizer extends AutoCloseable {
  /** The names of the labels, in the order of their numbers. */
  ImmutableList<String> labels();

  /**
   * Scores the labels.
   *
   * @param states what the model says at the masks of B examples
   * @return [B,L] log-scores: their softmax are the labels' probabilities; gradients flow through
   */
  Tensor score(MaskStates states);

  /** What this verbalizer trains, by name; none unless it says so. */
  default ImmutableMap<String, Tensor> parameters() {
    return ImmutableMap.of();
  }

  /** Lets go of what it trains. */
  @Override
  default void close() {
    parameters().values().forEach(Tensor::close);
  }
}
