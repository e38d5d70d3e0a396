package dev.cloze.sweep;

import com.google.common.base.Ascii;

/** How the rows of a sweep are combined into one more. */
public enum EnsembleKind {
  /** The mean of the probabilities. */
  MEAN,
  /** The vote of the majority. */
  MAJORITY,
  /** A mean weighted by the accuracy on the training examples before training. */
  ACCURACY,
  /** A mean with the weights that make the dev set's right labels likeliest. */
  LEARNT;

  /** What its row is called. */
  String rowName() {
    return "ensemble, " + Ascii.toLowerCase(name());
  }
}
