package dev.cloze.tokenize;

/** The side on which short rows of a batch are filled up. */
public enum PaddingSide {
  /** In front, so that all rows end together: for causal models that go on writing. */
  LEFT,
  /** Behind: for all else. */
  RIGHT
}
