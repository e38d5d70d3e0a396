package dev.cloze.data;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** Reads a table that has no names for its columns yet. */
interface CellReader extends AutoCloseable {
  /** The next row, or empty at the end of the file. */
  Optional<Cells> next();

  @Override
  void close();

  /**
   * A row.
   *
   * @param line the line on which it begins, from 1
   */
  record Cells(long line, ImmutableList<String> values) {}
}
