package dev.cloze.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes the page of a run as one HTML file. Written aside and then renamed, so that the file is
 * either whole or as it was.
 */
public final class ReportFile {
  /** What the file is called in the folder of a run. */
  public static final String NAME = "report.html";

  private ReportFile() {}

  /**
   * Writes {@code page} to {@code file}, whose folder is there.
   *
   * @return the file
   * @throws UncheckedIOException if it cannot be written; nothing half-written is left
   */
  public static Path write(Path file, RunPage page) {
    String html = Page.render(page);
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
