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
  private Optional<Layout> layout = Optional.empty();

  private ExampleStream(
      RowReader rows, DataSource source, Optional<Labels> labels, boolean labelled) {
    this.rows = rows;
    this.source = source;
    this.labels = labels;
    this.labelled = labelled;
  }

  /**
   * Opens a file whose examples need no labels. Where a table has no header and nothing is said
   * about its columns, a single column is the text; several are those of labelled files.
   *
   * @param labels the labels; those that the file has are read then, and have to be among these
   * @throws ClozeException with a code of {@link DataError}, here or while iterating
   */
  public static ExampleStream open(DataSource source, Optional<Labels> labels) {
    return new ExampleStream(RowReaders.open(source, false), source, labels, false);
  }

  /**
   * Reads a stream, such as the standard input, in any format but Parquet; closes it at the end.
   *
   * @param source how to read it; its path is only named in messages
   * @param labels the labels, as in {@link #open}
   * @throws ClozeException with a code of {@link DataError}, here or while iterating
   */
  public static ExampleStream of(InputStream in, DataSource source, Optional<Labels> labels) {
    return new ExampleStream(RowReaders.open(in, source, false), source, labels, false);
  }

  /** Opens a file whose examples must have labels. */
  static ExampleStream labelled(DataSource source, Labels labels) {
    return new ExampleStream(RowReaders.open(source, true), source, Optional.of(labels), true);
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
      layout = Optional.of(Layout.of(source, row.get(), labelled));
    }
    return layout.get().example(row.get(), labels, labelled);
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
