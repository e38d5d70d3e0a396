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
   * @return [B,L] log-scores: their softmax are the labels' probabilities or, where each label is
   *     decided by itself, their sigmoid; gradients flow through
   */
  Tensor score(MaskStates states);

  /**
   * What calibration takes the mean of: the names of E raw scores, the same for verbalizers that
   * may use one another's calibration.
   */
  ImmutableList<String> evidence();

  /** The raw scores that {@link #evidence()} names, uncalibrated: [B,E]. */
  Tensor evidence(MaskStates states);

  /**
   * The same verbalizer, calibrated: what a label or a word gets on support texts is taken off. It
   * shares what it trains with this one. Gradients flow through it.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link VerbalizerError}
   */
  Verbalizer calibrated(Calibration calibration);

  /**
   * Whether scoring runs the model again with other texts at the mask, so that rows that were kept
   * of an earlier run do not serve; false unless it says so.
   */
  default boolean readsAgain() {
    return false;
  }

  /** Whether a label is decided without the others; false unless it says so. */
  default boolean decidesEach() {
    return false;
  }

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
