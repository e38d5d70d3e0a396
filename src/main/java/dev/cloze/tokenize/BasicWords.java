package dev.cloze.tokenize;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Splits a text into words as BERT's uncased models do (Devlin et al. 2019, the released
 * tokenizer): control characters taken out, CJK characters apart, accents stripped, small letters,
 * each punctuation character a word of its own.
 */
final class BasicWords {
  private static final int FIRST_CJK = 0x3400;
  private static final int REPLACEMENT = 0xFFFD;

  private static final CharMatcher ASCII_PUNCTUATION =
      CharMatcher.inRange('!', '/')
          .or(CharMatcher.inRange(':', '@'))
          .or(CharMatcher.inRange('[', '`'))
          .or(CharMatcher.inRange('{', '~'))
          .precomputed();

  private static final ImmutableRangeSet<Integer> CJK =
      ImmutableRangeSet.<Integer>builder()
          .add(Range.closed(0x3400, 0x4DBF))
          .add(Range.closed(0x4E00, 0x9FFF))
          .add(Range.closed(0xF900, 0xFAFF))
          .add(Range.closed(0x20000, 0x2A6DF))
          .add(Range.closed(0x2A700, 0x2B73F))
          .add(Range.closed(0x2B740, 0x2B81F))
          .add(Range.closed(0x2B920, 0x2CEAF))
          .add(Range.closed(0x2F800, 0x2FA1F))
          .build();

  private BasicWords() {}

  /** Hands on each word, from the first to the last. */
  static void split(String text, Consumer<String> words) {
    String plain = isAscii(text) ? text : stripped(text);
    StringBuilder word = new StringBuilder();
    plain
        .codePoints()
        .forEach(
            c -> {
              boolean apart = isPunctuation(c) || isCjk(c);
              if (apart || isSpace(c)) {
                end(word, words);
                if (apart) {
                  words.accept(Character.toString(c));
                }
              } else if (!isControl(c)) {
                appendLower(word, c);
              }
            });
    end(word, words);
  }

  private static void end(StringBuilder word, Consumer<String> words) {
    if (!word.isEmpty()) {
      words.accept(word.toString());
      word.setLength(0);
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }

  /** Without the marks that decomposing sets apart. */
  private static String stripped(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** One character may become several, each again without marks. */
  private static void appendLower(StringBuilder word, int c) {
    if (c < 128) {
      word.append((char) Character.toLowerCase(c));
    } else {
      word.append(Character.toString(c).toLowerCase(Locale.ROOT));
    }
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  /** What cleaning takes out: every character of the categories called other. */
  private static boolean isControl(int c) {
    if (c == 0 || c == REPLACEMENT) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    if (c < 128) {
      return ASCII_PUNCTUATION.matches((char) c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** The blocks that BERT takes for Chinese characters. */
  private static boolean isCjk(int c) {
    return c >= FIRST_CJK && CJK.contains(c);
  }
}
