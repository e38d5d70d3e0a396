package dev.cloze.data;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import dev.cloze.base.ClozeException;
import java.util.Optional;

/**
 * The rows of a table, each with as many columns as the first. The columns are named by a header
 * or, without one, by their numbers; where nothing is said about columns, they are a label, a text
 * and perhaps a second text, or a text alone where no label is needed.
 */
final class TableRows implements RowReader {
  private static final ImmutableList<String> USUAL =
      ImmutableList.of("label", Example.TEXT_A, Example.TEXT_B);

  private final CellReader cells;
  private final DataSource source;
  private Optional<CellReader.Cells> pending;
  private final ImmutableSet<String> columns;

  private TableRows(
      CellReader cells,
      DataSource source,
      Optional<CellReader.Cells> pending,
      ImmutableSet<String> columns) {
    this.cells = cells;
    this.source = source;
    this.pending = pending;
    this.columns = columns;
  }

  /** Reads the first row, which tells the columns. */
  static TableRows start(
      CellReader cells, DataSource source, FittingColumns fitting, boolean labelled) {
    Optional<CellReader.Cells> first = cells.next();
    if (first.isEmpty()) {
      return new TableRows(cells, source, first, ImmutableSet.of());
    }
    ImmutableList<String> values = first.get().values();
    if (hasHeader(source, fitting, values)) {
      return new TableRows(cells, source, Optional.empty(), header(source, first.get()));
    }
    ImmutableSet<String> names =
        source.columns().isEmpty()
                && source.header() == DataSource.Header.AUTO
                && !fitting.areNumbersBelow(values.size())
            ? usual(source, first.get(), labelled)
            : numbers(values.size());
    return new TableRows(cells, source, first, names);
  }

  @Override
  public Optional<Row> next() {
    Optional<CellReader.Cells> row = pending.isPresent() ? pending : cells.next();
    pending = Optional.empty();
    return row.map(this::row);
  }

  @Override
  public void close() {
    cells.close();
  }

  private static boolean hasHeader(
      DataSource source, FittingColumns fitting, ImmutableList<String> first) {
    return switch (source.header()) {
      case TRUE -> true;
      case FALSE -> false;
      case AUTO ->
          source.columns().isEmpty()
              ? fitting.nameOneOf(first) || UsualColumns.nameAll(first)
              : source.columns().haveNames();
    };
  }

  private static ImmutableSet<String> header(DataSource source, CellReader.Cells row) {
    ImmutableSet<String> names = ImmutableSet.copyOf(row.values());
    if (names.size() < row.values().size()) {
      throw new ClozeException(
          DataError.WRONG_COLUMNS,
          "%s: the header names a column twice: %s; each name belongs there once",
          place(source, row),
          ColumnNames.list(row.values()));
    }
    return names;
  }

  private static ImmutableSet<String> numbers(int count) {
    return ContiguousSet.create(Range.closedOpen(0, count), DiscreteDomain.integers()).stream()
        .map(String::valueOf)
        .collect(ImmutableSet.toImmutableSet());
  }

  private static ImmutableSet<String> usual(
      DataSource source, CellReader.Cells row, boolean labelled) {
    int count = row.values().size();
    if (count == 1 && !labelled) {
      return ImmutableSet.of(Example.TEXT_A);
    } else if (count < 2 || count > USUAL.size()) {
      boolean tabs = source.resolvedFormat() == DataFormat.TSV;
      throw new ClozeException(
          DataError.WRONG_COLUMNS,
          "%s: found %s; a label, a %s and a text belong there, and a second text where the task"
              + " has two; other columns are named with 'columns:'",
          place(source, row),
          count > 1 ? count + " columns" : tabs ? "no tab" : "one column",
          tabs ? "tab" : "delimiter");
    }
    return ImmutableSet.copyOf(USUAL.subList(0, count));
  }

  private Row row(CellReader.Cells row) {
    int count = row.values().size();
    if (count != columns.size()) {
      boolean tabs = source.resolvedFormat() == DataFormat.TSV;
      throw new ClozeException(
          DataError.WRONG_COLUMNS,
          "%s: found %s; %d belong there, as in the first line (%s)",
          place(source, row),
          count > 1 ? count + " columns" : "one column",
          columns.size(),
          tabs
              ? "this format has no quotes: a tab is always the end of a column"
              : "a text with a delimiter in it stands in quotes");
    }
    return new TableRow(place(source, row), row.line(), columns, row.values());
  }

  private static String place(DataSource source, CellReader.Cells row) {
    return source.name() + ":" + row.line();
  }
}
