package dev.cloze.weights;

import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.Nearest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Set;

/** How messages quote what a file holds: on one line, and not without end. */
final class Quote {
  private static final int LONGEST = 160;

  private Quote() {}

  /** A name in quotation marks. */
  static String name(String name) {
    return "'" + line(name) + "'";
  }

  /** A shape as {@code [2, 3]}. */
  static String shape(ImmutableLongArray shape) {
    return line(shape.toString());
  }

  /** A text without what breaks or hides a line, cut where it is long. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().limit(LONGEST).map(Quote::visible).forEach(line::appendCodePoint);
    return line.length() < text.length() ? line + "..." : line.toString();
  }

  /** The end of a message about a missing name; a model has too many to list them all. */
  static String nearest(String name, Set<String> known) {
    return Nearest.to(name, known)
        .map(nearest -> "; did you mean " + name(nearest) + "?")
        .orElse("");
  }

  /** Why the operating system refused. */
  static String reason(IOException cause) {
    return cause instanceof AccessDeniedException
        ? "access denied"
        : line(String.valueOf(cause.getMessage()));
  }

  private static int visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          '\ufffd';
      default -> codePoint;
    };
  }
}
