package dev.cloze.run;

/** What a run asks of a text; {@code docs/outputs.md} has each kind. */
public enum OutputKind {
  /** One label, the likeliest. */
  ONE_LABEL,
  /** Each label that is likelier than not, several or none. */
  SEVERAL_LABELS,
  /** A number between two poles. */
  NUMBER
}
