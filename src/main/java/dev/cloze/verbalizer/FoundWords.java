package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.stream.Collectors;

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

  /** The choices as lines of text: the score, then each label and its words. */
  public ImmutableList<String> lines() {
    return choices.stream()
        .map(
            choice ->
                String.format(Locale.ROOT, "%.4g", choice.score())
                    + choice.words().entries().stream()
                        .map(
                            label ->
                                "  %s: %s"
                                    .formatted(
                                        label.name(),
                                        label.words().stream()
                                            .map(LabelWords.Word::text)
                                            .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining()))
        .collect(ImmutableList.toImmutableList());
  }
}
