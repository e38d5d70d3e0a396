package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;

/**
 * The words that labels shall have.
 *
 * @param words the words
 * @param notes how they were chosen, as lines of text; none where nothing was chosen
 */
public record ChosenWords(LabelWords words, ImmutableList<String> notes) {
  /** Words that were not chosen by anything. */
  public static ChosenWords of(LabelWords words) {
    return new ChosenWords(words, ImmutableList.of());
  }
}
