package dev.cloze.tokenize;

/** What a token of a prompt is there for. */
public enum TokenRole {
  /** A special token that the tokenizer puts around every sequence, such as {@code [CLS]}. */
  ADDED,
  /** A special token that the template asks for. */
  SPECIAL,
  /** Text that truncation leaves alone, most often the template's own. */
  TEXT,
  /** Text that truncation may cut, most often the example's. */
  SHORTENABLE,
  /** A position with a trained embedding. */
  SOFT,
  /** The gap to fill. */
  MASK
}
