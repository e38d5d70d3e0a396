package dev.cloze.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a file that is to be read like another one: what is named for it, else what the
 * other file's columns are called where it has them, else the usual names.
 *
 * @param named what is named for this very file
 * @param expected what the other file's columns are called
 */
record FittingColumns(Columns named, Columns expected) {

  /** Nothing is known of another file. */
  static FittingColumns named(Columns columns) {
    return new FittingColumns(columns, Columns.defaults());
  }

  /** Whether the first line of a table, of which nothing is said, names an expected column. */
  boolean nameOneOf(ImmutableList<String> first) {
    return expected.haveNames() && expected.textA().filter(first::contains).isPresent();
  }

  /** Whether the columns of a table without a header have the expected numbers. */
  boolean areNumbersBelow(int count) {
    return !expected.isEmpty()
        && !expected.haveNames()
        && expected.all().stream().allMatch(column -> Integer.parseInt(column) < count);
  }

  /** The columns to read, where {@code first} has all columns. */
  Columns in(Row first) {
    return new Columns(
        text(named.textA(), expected.textA(), UsualColumns.TEXT_A, first),
        text(named.textB(), expected.textB(), UsualColumns.TEXT_B, first),
        named.label().or(() -> expected.label().filter(first::has)),
        named.id().or(() -> expected.id().filter(first::has)),
        all(named.fields(), expected.fields(), first),
        all(named.meta(), expected.meta(), first),
        named.demonstrations().or(() -> expected.demonstrations().filter(first::has)));
  }

  /** An expected text is not to be missed: where it has no usual name either, it is asked for. */
  private static Optional<String> text(
      Optional<String> named, Optional<String> expected, ImmutableList<String> usual, Row first) {
    return named.or(
        () -> expected.filter(column -> first.has(column) || usual.stream().noneMatch(first::has)));
  }

  private static ImmutableMap<String, String> all(
      Map<String, String> named, Map<String, String> expected, Row first) {
    ImmutableMap.Builder<String, String> columns = ImmutableMap.builder();
    expected.forEach(
        (role, column) -> columns.put(role, !first.has(column) && first.has(role) ? role : column));
    return columns.putAll(named).buildKeepingLast();
  }
}
