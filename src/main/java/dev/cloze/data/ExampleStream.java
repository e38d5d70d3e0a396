package dev.cloze.data;

import com.google.common.collect.AbstractIterator;
import dev.cloze.base.ClozeException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Examples one after another, as a file or a stream brings them; no more than a piece of it is in
 * memory. To be closed by whoever opened it.
 */
public final class ExampleStream extends AbstractIterator<Example> implements AutoCloseable {
  private final RowReader rows;
  private final DataSource source;
  private final Optional<Labels> labels;
  private final boolean labelled;
  private final FittingColumns columns;
  private Optional<Layout> layout = Optional.empty();

  private ExampleStream(
      RowReader rows,
      DataSource source,
      Optional<Labels> labels,
      boolean labelled,
      FittingColumns columns) {
    this.rows = rows;
    this.source = source;
    this.labels = labels;
    this.labelled = labelled;
    this.columns = columns;
  }

  /**
   * Opens a file whose examples need no labels. Where a table has no header and nothing is said
   * about its columns, a single column is the text; several are those of labelled files.
   *
   * @param labels the labels; those that the file has are read then, and have to be among these
   * @throws ClozeException with a code of {@link DataError}, here or while iterating
   */
  public static ExampleStream open(DataSource source, Optional<Labels> labels) {
    return open(source, Columns.defaults(), labels);
  }

  /**
   * As {@link #open(DataSource, Optional)}, for a file that is probably like another one.
   *
   * @param expected the other file's columns: they are taken where the file has them and nothing
   *     else is named, before the usual names
   */
  public static ExampleStream open(DataSource source, Columns expected, Optional<Labels> labels) {
    FittingColumns columns = new FittingColumns(source.columns(), expected);
    return new ExampleStream(
        RowReaders.open(source, columns, false), source, labels, false, columns);
  }

  /**
   * Reads a stream, such as the standard input, in any format but Parquet; closes it at the end.
   *
   * @param source how to read it; its path is only named in messages
   * @param labels the labels, as in {@link #open}
   * @throws ClozeException with a code of {@link DataError}, here or while iterating
   */
  public static ExampleStream of(InputStream in, DataSource source, Optional<Labels> labels) {
    return of(in, source, Columns.defaults(), labels);
  }

  /** As {@link #of(InputStream, DataSource, Optional)}, for what is probably like a file. */
  public static ExampleStream of(
      InputStream in, DataSource source, Columns expected, Optional<Labels> labels) {
    FittingColumns columns = new FittingColumns(source.columns(), expected);
    return new ExampleStream(
        RowReaders.open(in, source, columns, false), source, labels, false, columns);
  }

  /** Opens a file whose examples must have labels. */
  static ExampleStream labelled(DataSource source, Labels labels) {
    FittingColumns columns = FittingColumns.named(source.columns());
    return new ExampleStream(
        RowReaders.open(source, columns, true), source, Optional.of(labels), true, columns);
  }

  @Override
  protected Example computeNext() {
    Optional<Row> row = rows.next();
    if (row.isEmpty()) {
      if (layout.isEmpty()) {
        throw noExamples(source);
      }
      return endOfData();
    }
    if (layout.isEmpty()) {
      layout = Optional.of(Layout.of(columns.in(row.get()), row.get(), labelled));
    }
    return layout.get().example(row.get(), labels, labelled);
  }

  /** Whether there is a column of labels, read or not; known after the first example. */
  public boolean hasLabels() {
    return layout.flatMap(Layout::label).isPresent();
  }

  @Override
  public void close() {
    rows.close();
  }

  static ClozeException noExamples(DataSource source) {
    return new ClozeException(
        DataError.NO_EXAMPLES,
        "%s: there is no example in it: it is empty, or has a header alone",
        source.name());
  }
}
