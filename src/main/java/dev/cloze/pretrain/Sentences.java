package dev.cloze.pretrain;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.text.BreakIterator;
import java.util.Locale;

/**
 * Cuts a document into its sentences, as the JDK tells the ends of English ones: an abbreviation
 * with a full stop may end one too soon. Line breaks are blanks; of a long document the first
 * {@value #MOST} sentences are taken.
 */
final class Sentences {
  /** What is taken of one document, so that no document outweighs all others. */
  static final int MOST = 100;

  private static final int LEAST_WORDS = 4;
  private static final Splitter WORDS = Splitter.on(' ');
  private static final CharMatcher BLANKS = CharMatcher.whitespace();

  private Sentences() {}

  /** The sentences, in their order. */
  static ImmutableList<String> of(String document) {
    String text = BLANKS.trimAndCollapseFrom(document, ' ');
    BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    ends.setText(text);
    ImmutableList.Builder<String> sentences = ImmutableList.builder();
    int begin = ends.first();
    int end = ends.next();
    for (int count = 0; end != BreakIterator.DONE && count < MOST; count++) {
      sentences.add(text.substring(begin, end).trim());
      begin = end;
      end = ends.next();
    }
    return sentences.build();
  }

  /** Whether there is something to read in it: four words or more, numbers and marks left out. */
  static boolean isTelling(String sentence) {
    return WORDS
            .splitToStream(sentence)
            .filter(word -> word.codePoints().anyMatch(Character::isLetter))
            .count()
        >= LEAST_WORDS;
  }
}
