package dev.cloze.tokenize;

/** Where a model answers, which decides what of a template it is given. */
public enum ModelKind {
  /** A masked language model (BERT, RoBERTa): sees the whole template, answers at the mask. */
  MASKED(PaddingSide.RIGHT),
  /**
   * A causal language model (GPT-2): sees what stands before the mask, answers at the last token of
   * it.
   */
  CAUSAL(PaddingSide.LEFT);

  private final PaddingSide paddingSide;

  ModelKind(PaddingSide paddingSide) {
    this.paddingSide = paddingSide;
  }

  /** Where the rows of a batch are filled up: a causal model goes on at the end of every row. */
  public PaddingSide paddingSide() {
    return paddingSide;
  }
}
