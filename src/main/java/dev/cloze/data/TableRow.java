package dev.cloze.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/**
 * A row of a table.
 *
 * @param values as many as there are columns
 */
record TableRow(
    String place, long number, ImmutableSet<String> columns, ImmutableList<String> values)
    implements Row {

  @Override
  public boolean has(String column) {
    return columns.contains(column);
  }

  @Override
  public Optional<String> text(String column) {
    int index = columns.asList().indexOf(column);
    return index < 0 ? Optional.empty() : Optional.of(values.get(index));
  }

  @Override
  public Optional<String> fact(String column) {
    return text(column);
  }
}
