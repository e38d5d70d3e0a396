package dev.cloze.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a page as one HTML file. Written aside and then renamed, so that the file is either whole
 * or as it was.
 */
public final class ReportFile {
  /** What the file is called in the folder of a run. */
  public static final String NAME = "report.html";

  private ReportFile() {}

  /**
   * Writes the page of a run to {@code file}, whose folder is there.
   *
   * @return the file
   * @throws UncheckedIOException if it cannot be written; nothing half-written is left
   */
  public static Path write(Path file, RunPage page) {
    return write(file, Page.render(page));
  }

  /** Writes the page of a run with another output, as that of one with one label is written. */
  public static Path write(Path file, OutputPage page) {
    return write(file, Page.render(page));
  }

  /** Writes the page of a pretraining, as that of a run is written. */
  public static Path write(Path file, PretrainPage page) {
    return write(file, Page.render(page));
  }

  /** Writes the page of a sweep, as that of a run is written. */
  public static Path write(Path file, SweepPage page) {
    return write(file, Page.render(page));
  }

  /** Writes the page of a recipe, as that of a run is written. */
  public static Path write(Path file, RecipePage page) {
    return write(file, Page.render(page));
  }

  private static Path write(Path file, String html) {
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      try {
        Files.writeString(aside, html);
        return Files.move(
            aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
