package dev.cloze.template;

import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.common.base.Joiner;
import dev.cloze.base.ClozeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the entries of a list stand in a template.
 *
 * @param join what stands between two entries, where it was written; else a space
 * @param numbered what stands in front of each entry, where it was written: a text with one {@code
 *     A}, {@code a} or {@code 1}, which is counted up, as in {@code A) }
 */
public record ListStyle(Optional<String> join, Optional<String> numbered) {
  private static final CharMatcher COUNTERS = CharMatcher.anyOf("Aa1");
  private static final int LETTERS = 26;

  /** Refuses null. */
  public ListStyle {
    requireNonNull(join, "join");
    requireNonNull(numbered, "numbered");
  }

  /** Whether a text says how to count: one letter or digit, which is A, a or 1. */
  static boolean counts(String numbered) {
    return COUNTERS.countIn(numbered) == 1
        && numbered.codePoints().filter(Character::isLetterOrDigit).count() == 1;
  }

  /**
   * The entries of a list as one text.
   *
   * @param processing what is done to each
   * @throws ClozeException {@link TemplateError#LIST}
   */
  String text(Asked asked, Optional<PostProcessing> processing) {
    String written = asked.found().orElseThrow();
    TextList.misfit(written)
        .ifPresent(
            misfit -> {
              throw asked.error(
                  TemplateError.LIST,
                  "has %s in the list of its %s '%s'; expected texts and numbers",
                  Quoting.shortened(misfit),
                  asked.kind(),
                  asked.name());
            });
    List<String> entries = TextList.of(written);
    if (letters() && entries.size() > LETTERS) {
      throw asked.error(
          TemplateError.LIST,
          "has %d entries in its %s '%s', more than there are letters; number them from 1",
          entries.size(),
          asked.kind(),
          asked.name());
    }
    List<String> made = new ArrayList<>();
    for (String entry : entries) {
      made.add(number(made.size()) + PostProcessing.apply(processing, entry));
    }
    return Joiner.on(join.orElse(" ")).join(made);
  }

  private boolean letters() {
    return numbered.filter(pattern -> pattern.indexOf('1') < 0).isPresent();
  }

  private String number(int index) {
    return numbered
        .map(
            pattern -> {
              char first = pattern.charAt(COUNTERS.indexIn(pattern));
              String number =
                  first == '1'
                      ? Integer.toString(index + 1)
                      : Character.toString((char) (first + index));
              return pattern.replace(Character.toString(first), number);
            })
        .orElse("");
  }
}
