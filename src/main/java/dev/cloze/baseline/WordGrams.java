package dev.cloze.baseline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Cuts a text into words and pairs of neighbouring words. */
final class WordGrams {
  /**
   * Runs of two or more letters, digits and underscores: what {@code \b\w\w+\b} is in Python.
   * Java's own {@code \w} also takes combining marks, and leaves out numbers such as ² and ½.
   */
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]{2,}");

  private WordGrams() {}

  /** The words of {@code text} in lower case, then its pairs, each joined by a space. */
  static ImmutableList<String> of(String text) {
    List<String> words =
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
    return Streams.concat(
            words.stream(),
            IntStream.range(1, words.size()).mapToObj(i -> words.get(i - 1) + " " + words.get(i)))
        .collect(ImmutableList.toImmutableList());
  }
}
