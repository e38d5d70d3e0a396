package dev.cloze.report;

/**
 * A name and what belongs to it, such as the number of examples or the hash of a file.
 *
 * @param literal whether the value is to be read letter by letter: a template, a hash, an option
 */
public record Fact(String name, String value, boolean literal) {
  /** A fact in words or numbers. */
  public static Fact of(String name, String value) {
    return new Fact(name, value, false);
  }

  /** A fact that is shown letter by letter. */
  public static Fact literal(String name, String value) {
    return new Fact(name, value, true);
  }
}
