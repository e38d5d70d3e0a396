package dev.cloze.template;

import dev.cloze.base.ClozeException;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * A template's text and where it comes from, so that a message can say where a mistake stands.
 *
 * @param name what messages call the text
 * @param text the template
 * @param firstLine the line of the file that the text begins in, counted from 1
 * @param whole where all of the text stands, if it is a value inside another text
 */
record Source(String name, String text, int firstLine, Optional<String> whole) {
  static final String TEMPLATE = "template";

  /** More than any model reads; far below what would strain memory. */
  static final int MOST_CHARACTERS = 100_000;

  static Source of(String text) {
    return new Source(TEMPLATE, text, 1, Optional.empty());
  }

  static Source line(String file, int line, String text) {
    return new Source(file, text, line, Optional.empty());
  }

  /** The source of {@code inner}, which the quotes of {@code token} hold. */
  Source within(Token token, String inner) {
    return new Source(name, inner, firstLine, Optional.of(at(token)));
  }

  /** Where the text as a whole stands. */
  String place() {
    return name.equals(TEMPLATE) ? name : "%s line %d".formatted(name, firstLine);
  }

  /** The name with the line and column of the character at {@code index}, counted from 1. */
  String at(int index) {
    if (whole.isPresent()) {
      return whole.get();
    }
    String before = text.substring(0, index);
    int lineStart = before.lastIndexOf('\n') + 1;
    long line = firstLine + before.chars().filter(c -> c == '\n').count();
    int column = before.codePointCount(lineStart, index) + 1;
    return "%s line %d, column %d".formatted(name, line, column);
  }

  String at(Token token) {
    return at(index(token));
  }

  /** The index of the first character of a token, which counts whole characters. */
  int index(Token token) {
    return text.offsetByCodePoints(0, token.getStartIndex());
  }

  /** Refuses text that no template can be, before anything is built from it. */
  void check() {
    if (text.length() > MOST_CHARACTERS) {
      throw new ClozeException(
          TemplateError.TOO_LONG,
          "%s: found %d characters; a template may have at most %d",
          place(),
          text.length(),
          MOST_CHARACTERS);
    }
    int half = Quoting.halfPair(text);
    if (half >= 0) {
      throw new ClozeException(
          TemplateError.NOT_TEXT,
          "%s: found half of a surrogate pair (U+%04X); write the whole character",
          at(half),
          (int) text.charAt(half));
    }
  }
}
