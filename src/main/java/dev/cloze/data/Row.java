package dev.cloze.data;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/** A row of a file, as long as nobody has said what its columns mean. */
sealed interface Row permits TableRow, JsonRow {
  /** How messages name it: file and line. */
  String place();

  /** Its line or, where the file has no lines, its number from 1. */
  long number();

  /** The names of its columns. */
  ImmutableSet<String> columns();

  /** Whether it has a column, even one without a value. */
  boolean has(String column);

  /** The text in a column, or empty where there is none. */
  Optional<String> text(String column);

  /** What is in a column as a template's {@code meta} reads it. */
  Optional<String> fact(String column);
}
