package dev.cloze.task;

/** How labels are scored. */
public enum VerbalizerKind {
  /** By the probabilities of their words. */
  MANUAL,
  /** By vectors that start from their words and are trained. */
  SOFT
}
