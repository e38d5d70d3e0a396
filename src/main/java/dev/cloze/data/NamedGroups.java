package dev.cloze.data;

import com.google.common.collect.ImmutableSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The names of a pattern's groups, which Java 17 keeps to itself. */
final class NamedGroups {
  // an escaped parenthesis opens no group
  private static final Pattern GROUP =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

  private NamedGroups() {}

  /** The names in the order in which they are written. */
  static ImmutableSet<String> of(Pattern pattern) {
    return GROUP
        .matcher(pattern.pattern())
        .results()
        .map((MatchResult group) -> group.group(1))
        .collect(ImmutableSet.toImmutableSet());
  }
}
