package dev.cloze.data;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.Nearest;
import java.util.Collection;
import java.util.stream.Collectors;

/** How messages list the columns of a file, which may be whole texts where a header is missing. */
final class ColumnNames {
  private static final int LONGEST = 40;

  private ColumnNames() {}

  static String list(Collection<String> columns) {
    return columns.stream().map(ColumnNames::cut).collect(Collectors.joining(", "));
  }

  /** {@code did you mean 'premise'? known: hypothesis, premise}. */
  static String hint(String wanted, Collection<String> columns) {
    return Nearest.hint(
        wanted, columns.stream().map(ColumnNames::cut).collect(ImmutableList.toImmutableList()));
  }

  private static String cut(String column) {
    return Ascii.truncate(column, LONGEST, "...");
  }
}
