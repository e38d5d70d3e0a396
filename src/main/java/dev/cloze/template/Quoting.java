package dev.cloze.template;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.util.Collection;

/** Text as messages and written templates show it. */
final class Quoting {
  private static final int MOST_SHOWN = 120;

  private static final CharMatcher BREAKS =
      CharMatcher.javaIsoControl().or(CharMatcher.anyOf("\u2028\u2029"));

  private static final Escaper ESCAPER = escaper();

  private Quoting() {}

  /** The text in double quotes, with escapes that both Python and JSON read. */
  static String quoted(String text) {
    return '"' + ESCAPER.escape(text) + '"';
  }

  /** Text as a message quotes it: on one line, its end left out where it is long. */
  static String shortened(String text) {
    return "'" + line(text) + "'";
  }

  /** Text on one line, its end left out where it is long. */
  static String line(String text) {
    String line = BREAKS.collapseFrom(text, ' ');
    return line.codePointCount(0, line.length()) > MOST_SHOWN
        ? line.substring(0, line.offsetByCodePoints(0, MOST_SHOWN)) + "..."
        : line;
  }

  /**
   * The names in order, or that there are none: {@code fields text_a, text_b}, {@code no fields}.
   */
  static String names(String what, Collection<String> names) {
    return names.isEmpty()
        ? "no " + what
        : what + " " + String.join(", ", ImmutableSortedSet.copyOf(names));
  }

  /** The index of the first half of a surrogate pair that lacks its other half, or -1. */
  static int halfPair(String text) {
    int index = 0;
    while (index < text.length()) {
      int codePoint = text.codePointAt(index);
      if (Character.getType(codePoint) == Character.SURROGATE) {
        return index;
      }
      index += Character.charCount(codePoint);
    }
    return -1;
  }

  private static Escaper escaper() {
    Escapers.Builder builder =
        Escapers.builder()
            .addEscape('"', "\\\"")
            .addEscape('\\', "\\\\")
            .addEscape('\n', "\\n")
            .addEscape('\r', "\\r")
            .addEscape('\t', "\\t");
    for (char control = 0; control < ' '; control++) {
      if (control != '\n' && control != '\r' && control != '\t') {
        builder.addEscape(control, "\\u%04x".formatted((int) control));
      }
    }
    return builder.build();
  }
}
