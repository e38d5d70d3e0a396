package dev.cloze.data;

import dev.cloze.base.ClozeException;
import java.io.InputStream;

/** The reader of each format. */
final class RowReaders {
  private RowReaders() {}

  /** Opens a file. */
  static RowReader open(DataSource source, FittingColumns columns, boolean labelled) {
    source.requireFile();
    return source.resolvedFormat() == DataFormat.PARQUET
        ? ParquetRows.open(source)
        : open(source.open(), source, columns, labelled);
  }

  /**
   * Reads what a stream brings.
   *
   * @param source how it is to be read; its path is only named in messages
   * @param columns what is known of the columns
   * @param labelled whether each example must have a label
   */
  static RowReader open(
      InputStream in, DataSource source, FittingColumns columns, boolean labelled) {
    StrictReader reader = new StrictReader(in, source);
    LineReader lines = new LineReader(reader);
    try {
      return switch (source.resolvedFormat()) {
        case TSV -> TableRows.start(new TsvCells(lines), source, columns, labelled);
        case CSV -> TableRows.start(CsvCells.open(reader, source), source, columns, labelled);
        case JSONL -> new JsonRows(lines, source);
        case LINES -> new LineRows(lines, source);
        case PARQUET ->
            throw new ClozeException(
                DataError.UNKNOWN_FORMAT,
                "%s: Parquet cannot be read from a stream; give the path of a file",
                source.name());
        case AUTO -> throw new IllegalStateException("no format");
      };
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }
}
