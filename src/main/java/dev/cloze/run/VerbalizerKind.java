package dev.cloze.run;

/** How labels are scored; {@code docs/verbalizers.md} has each kind. */
public enum VerbalizerKind {
  /** By the probabilities of their words. */
  MANUAL,
  /** The same with one word a label. */
  ONE_TO_ONE,
  /** By words that have several tokens, each scored as a whole. */
  EXACT,
  /** By answers in the template language, which may come from the example. */
  GENERATIVE,
  /** By rules over several masks. */
  RULES,
  /** By vectors that start from their words and are trained. */
  SOFT,
  /** By prototypes that are learned from examples. */
  PROTOTYPICAL,
  /** By many words, which knowledge bases give and filters choose. */
  KNOWLEDGEABLE,
  /** By words that are found from labelled examples. */
  AUTOMATIC,
  /** By a classification head on the token that stands for the text. */
  HEAD
}
