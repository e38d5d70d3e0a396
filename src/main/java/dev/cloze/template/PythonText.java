package dev.cloze.template;

import java.util.Locale;

/**
 * The string methods of Python 3.11, exact to the code point, because a template of OpenPrompt
 * means those. Java's own differ: {@code strip} takes other white space, {@code toLowerCase} ends a
 * word elsewhere, and nothing makes a full title case.
 */
final class PythonText {
  /** Python's {@code string.punctuation}. */
  static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private static final int CAPITAL_SIGMA = 0x3A3;
  private static final int SMALL_SIGMA = 0x3C3;
  private static final int FINAL_SIGMA = 0x3C2;
  private static final int IOTA_BELOW = 0x345;
  private static final int CAPITAL_IOTA = 0x399;

  /** What may stand in a word without being a letter (Unicode's MidLetter, MidNumLet, quotes). */
  private static final String INSIDE_WORDS =
      "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

  private PythonText() {}

  /** White space as {@code str.isspace} has it. */
  static boolean isSpace(int c) {
    return (c >= 0x09 && c <= 0x0D)
        || (c >= 0x1C && c <= 0x1F)
        || c == 0x85
        || Character.getType(c) == Character.SPACE_SEPARATOR
        || c == 0x2028
        || c == 0x2029;
  }

  /** {@code text.lstrip(characters)}; null strips white space. */
  static String stripStart(String text, String characters) {
    int start = 0;
    while (start < text.length() && strips(text.codePointAt(start), characters)) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  /** {@code text.rstrip(characters)}; null strips white space. */
  static String stripEnd(String text, String characters) {
    int end = text.length();
    while (end > 0 && strips(text.codePointBefore(end), characters)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }

  private static boolean strips(int c, String characters) {
    return characters == null ? isSpace(c) : characters.codePoints().anyMatch(other -> other == c);
  }

  /** {@code text.lower()}. */
  static String lower(String text) {
    StringBuilder lower = new StringBuilder();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      appendLower(lower, text, i);
    }
    return lower.toString();
  }

  /** {@code text.upper()}. */
  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** {@code text.capitalize()}. */
  static String capitalize(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (i == 0) {
        result.append(titleCase(text.codePointAt(0)));
      } else {
        appendLower(result, text, i);
      }
    }
    return result.toString();
  }

  /** {@code text.title()}. */
  static String title(String text) {
    StringBuilder result = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (inWord) {
        appendLower(result, text, i);
      } else {
        result.append(titleCase(c));
      }
      inWord = isCased(c);
    }
    return result.toString();
  }

  /** {@code text.replace(old, replacement)}; an empty {@code old} stands between all characters. */
  static String replace(String text, String old, String replacement) {
    if (!old.isEmpty()) {
      return text.replace(old, replacement);
    }
    StringBuilder result = new StringBuilder(replacement);
    text.codePoints().forEach(c -> result.appendCodePoint(c).append(replacement));
    return result.toString();
  }

  /** {@code text[from:to]}: negative counts from the end, null is open, beyond the ends is cut. */
  static String slice(String text, Integer from, Integer to) {
    int length = text.codePointCount(0, text.length());
    int start = bound(from, 0, length);
    int end = bound(to, length, length);
    return end <= start
        ? ""
        : text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }

  private static int bound(Integer index, int open, int length) {
    if (index == null) {
      return open;
    }
    return index < 0 ? (int) Math.max(0L, (long) length + index) : Math.min(index, length);
  }

  private static void appendLower(StringBuilder result, String text, int index) {
    int c = text.codePointAt(index);
    if (c == CAPITAL_SIGMA) {
      result.appendCodePoint(endsWord(text, index) ? FINAL_SIGMA : SMALL_SIGMA);
    } else {
      result.append(Character.toString(c).toLowerCase(Locale.ROOT));
    }
  }

  /** Whether the letter at {@code index} has a cased letter before and none after it. */
  private static boolean endsWord(String text, int index) {
    int before = index;
    while (before > 0 && isPassedOver(text.codePointBefore(before))) {
      before -= Character.charCount(text.codePointBefore(before));
    }
    if (before == 0 || !isCased(text.codePointBefore(before))) {
      return false;
    }
    int after = index + 1;
    while (after < text.length() && isPassedOver(text.codePointAt(after))) {
      after += Character.charCount(text.codePointAt(after));
    }
    return after == text.length() || !isCased(text.codePointAt(after));
  }

  private static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  private static boolean isPassedOver(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> INSIDE_WORDS.indexOf(c) >= 0;
    };
  }

  /**
   * One character in title case. Where Unicode makes several characters of it, only the first is a
   * capital, an iota below stays below, and the n of an apostrophe-n is the capital.
   */
  private static String titleCase(int c) {
    if (Character.toTitleCase(c) != c || Character.isTitleCase(c)) {
      return Character.toString(Character.toTitleCase(c));
    }
    String upper = Character.toString(c).toUpperCase(Locale.ROOT);
    if (upper.codePointCount(0, upper.length()) == 1) {
      return Character.toString(c);
    }
    int first = upper.codePointAt(0);
    StringBuilder title = new StringBuilder().appendCodePoint(first);
    upper
        .codePoints()
        .skip(1)
        .map(
            next -> {
              if (!isCased(first)) {
                return next;
              }
              boolean greek = Character.UnicodeScript.of(first) == Character.UnicodeScript.GREEK;
              return greek && next == CAPITAL_IOTA ? IOTA_BELOW : Character.toLowerCase(next);
            })
        .forEach(title::appendCodePoint);
    return title.toString();
  }
}
