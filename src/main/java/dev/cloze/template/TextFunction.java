package dev.cloze.template;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;

/** The text functions that {@code post_processing} takes by name; the names are in lower case. */
public enum TextFunction implements PostProcessing {
  /** Removes white space at both ends. */
  STRIP,
  /** Removes white space at the start. */
  LSTRIP,
  /** Removes white space at the end. */
  RSTRIP,
  /** Removes punctuation (ASCII) at the end. */
  RSTRIP_PUNCTUATION,
  /** Makes all letters small. */
  LOWER,
  /** Makes all letters capital. */
  UPPER,
  /** Makes the first letter capital and the others small. */
  CAPITALIZE,
  /** Makes the first letter of each word capital and the others small. */
  TITLE,
  /** Makes the first letter small and leaves the others. */
  FIRST_LOWER,
  /** Makes the first letter capital and leaves the others. */
  FIRST_UPPER,
  /** Removes the last character. */
  DROP_LAST;

  @Override
  public String apply(String text) {
    return switch (this) {
      case STRIP -> PythonText.stripEnd(PythonText.stripStart(text, null), null);
      case LSTRIP -> PythonText.stripStart(text, null);
      case RSTRIP -> PythonText.stripEnd(text, null);
      case RSTRIP_PUNCTUATION -> PythonText.stripEnd(text, PythonText.PUNCTUATION);
      case LOWER -> PythonText.lower(text);
      case UPPER -> PythonText.upper(text);
      case CAPITALIZE -> PythonText.capitalize(text);
      case TITLE -> PythonText.title(text);
      case FIRST_LOWER -> PythonText.lower(first(text)) + rest(text);
      case FIRST_UPPER -> PythonText.capitalize(first(text)) + rest(text);
      case DROP_LAST -> PythonText.slice(text, null, -1);
    };
  }

  private static String first(String text) {
    return PythonText.slice(text, null, 1);
  }

  private static String rest(String text) {
    return PythonText.slice(text, 1, null);
  }

  @Override
  public String written() {
    return Quoting.quoted(symbol());
  }

  String symbol() {
    return Ascii.toLowerCase(name());
  }

  static Optional<TextFunction> of(String symbol) {
    return Arrays.stream(values()).filter(value -> value.symbol().equals(symbol)).findFirst();
  }

  static ImmutableList<String> symbols() {
    return Arrays.stream(values())
        .map(TextFunction::symbol)
        .collect(ImmutableList.toImmutableList());
  }
}
