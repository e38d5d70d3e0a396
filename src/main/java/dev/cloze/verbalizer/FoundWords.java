package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;

/**
 * Label words that a search found.
 *
 * @param choices the best first; PETAL gives one, LM-BFF as many as were asked for, which may be
 *     ranked again by training with each
 */
public record FoundWords(ImmutableList<Choice> choices) {

  /**
   * Words for all labels.
   *
   * @param words the words
   * @param score PETAL: the sum of the words' scores; LM-BFF: the share of the labelled examples
   *     that the words tell rightly, untrained
   */
  public record Choice(LabelWords words, double score) {}

  /** The best words. */
  public LabelWords best() {
    return choices.get(0).words();
  }
}
