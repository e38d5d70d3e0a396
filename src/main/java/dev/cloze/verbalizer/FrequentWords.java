package dev.cloze.verbalizer;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The words that a task's texts use, in small letters: PETAL looks for label words among the
 * commonest of them (Schick et al. 2020).
 *
 * @param words the words
 */
record FrequentWords(ImmutableSet<String> words) {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /**
   * Counts words.
   *
   * @param leastCount how often a word must stand in the texts
   * @param most how many words count at most, the commonest first
   */
  static FrequentWords of(List<String> texts, int leastCount, int most) {
    Multiset<String> counts = HashMultiset.create();
    texts.forEach(
        text ->
            BETWEEN
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .forEach(counts::add));
    return new FrequentWords(
        Multisets.copyHighestCountFirst(counts).entrySet().stream()
            .filter(entry -> entry.getCount() >= leastCount)
            .limit(most)
            .map(Multiset.Entry::getElement)
            .collect(ImmutableSet.toImmutableSet()));
  }

  /** Whether a word is among them, in whatever capitals. */
  boolean contains(String word) {
    return words.contains(word.toLowerCase(Locale.ROOT));
  }
}
