package dev.cloze.data;

import java.util.Optional;

/**
 * Reads a file row by row. An implementation names file and line in each of its errors, and holds
 * no more of the file in memory than it has to.
 */
interface RowReader extends AutoCloseable {
  /** The next row, or empty at the end of the file. */
  Optional<Row> next();

  @Override
  void close();
}
