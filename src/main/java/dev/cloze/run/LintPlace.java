package dev.cloze.run;

import java.nio.file.Path;

/**
 * Where a finding stands.
 *
 * @param file the file
 * @param line its line, counted from 1; 0 where the finding is about the whole file
 * @param column the character of the line, counted from 1; 0 where it is about the whole line
 */
public record LintPlace(Path file, int line, int column) {
  /** A whole file. */
  static LintPlace of(Path file) {
    return new LintPlace(file, 0, 0);
  }

  /** The same line at a character. */
  LintPlace at(int newColumn) {
    return new LintPlace(file, line, newColumn);
  }

  /** The path, then line and column as far as they are known, with colons between them. */
  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line) + (column == 0 ? "" : ":" + column);
  }
}
