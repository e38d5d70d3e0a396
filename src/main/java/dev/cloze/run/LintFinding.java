package dev.cloze.run;

import dev.cloze.base.ClozeException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something about a template or a verbalizer that does not work with a tokenizer, or works
 * otherwise than it reads.
 *
 * @param place where it stands
 * @param severity how bad it is
 * @param message one line: what was found; what would be right
 */
public record LintFinding(LintPlace place, Severity severity, String message) {
  private static final Pattern PLACED =
      Pattern.compile(
          "(?: line (?<line>\\d+)(?:, column (?<column>\\d+))?|:(?<short>\\d+))?: (?<rest>.*)",
          Pattern.DOTALL);

  /** How bad a finding is. */
  public enum Severity {
    /** A run would refuse it, or scores of different labels would be the same. */
    ERROR,
    /** It runs, but hardly does what was meant. */
    WARNING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static LintFinding error(LintPlace place, String message) {
    return new LintFinding(place, Severity.ERROR, message);
  }

  static LintFinding warning(LintPlace place, String message) {
    return new LintFinding(place, Severity.WARNING, message);
  }

  /** What a run would say, with its code; the place is the message's own where it names one. */
  static LintFinding of(ClozeException refusal, LintPlace place) {
    String message = refusal.getMessage();
    String file = place.file().toString();
    if (message.startsWith(file)) {
      Matcher placed = PLACED.matcher(message.substring(file.length()));
      if (placed.matches()) {
        return error(
            new LintPlace(
                place.file(),
                number(placed.group("line")) + number(placed.group("short")),
                number(placed.group("column"))),
            refusal.code().code() + ": " + placed.group("rest"));
      }
    }
    return error(place, refusal.code().code() + ": " + message);
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** Place, severity and message in one line. */
  @Override
  public String toString() {
    return "%s  %s  %s".formatted(place, severity, message.replaceAll("\\R", " "));
  }
}
