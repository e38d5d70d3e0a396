package dev.cloze.data;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How a file holds examples. */
public enum DataFormat {
  /** By the ending of the file's name. */
  AUTO,
  /** Columns between tabs, one example a line, no quoting. */
  TSV,
  /** Columns between commas or another delimiter, quoted where need be (RFC 4180). */
  CSV,
  /** A JSON object a line. */
  JSONL,
  /** Apache Parquet. */
  PARQUET,
  /** A text a line, or what a pattern finds in it. */
  LINES;

  private static final ImmutableMap<String, DataFormat> ENDINGS =
      ImmutableMap.of(
          "tsv", TSV, "txt", TSV, "csv", CSV, "jsonl", JSONL, "json", JSONL, "parquet", PARQUET);

  /** The format that the name of a file tells. */
  static Optional<DataFormat> of(Path file) {
    String ending = MoreFiles.getFileExtension(file).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(ENDINGS.get(ending));
  }

  /** The endings that tell a format, for messages. */
  static String endings() {
    return "." + String.join(", .", ENDINGS.keySet());
  }
}
