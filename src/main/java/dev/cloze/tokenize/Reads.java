package dev.cloze.tokenize;

/** Where a model is read. */
public enum Reads {
  /** At each mask of the template; a causal model at the token before its one mask. */
  MASKS,
  /**
   * At one token that stands for the whole text, of a template without a mask: for a masked model
   * the first that its tokenizer puts around a text ({@code [CLS]} of BERT, {@code <s>} of
   * RoBERTa), or the text's own first token where it puts none; for a causal model the last, which
   * alone has seen all others.
   */
  SEQUENCE
}
