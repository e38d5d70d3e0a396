package dev.cloze.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir private Path folder;

  @Test
  void writesOneFileAndNothingBesideIt() throws IOException {
    Path file = ReportFile.write(folder.resolve(ReportFile.NAME), SampleRun.news().page());

    assertThat(folder.toFile().list()).containsExactly(ReportFile.NAME);
    assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
  }

  @Test
  void equalRunsGiveEqualBytes() throws IOException {
    Path first = ReportFile.write(folder.resolve("first.html"), SampleRun.news().page());
    Path second = ReportFile.write(folder.resolve("second.html"), SampleRun.news().page());

    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void takesThePlaceOfAnOlderPage() throws IOException {
    Path file = Files.writeString(folder.resolve(ReportFile.NAME), "an older page");

    ReportFile.write(file, SampleRun.news().page());

    assertThat(file).content().doesNotContain("an older page");
  }

  @Test
  void leavesNothingHalfWrittenWhereItCannotWrite() throws IOException {
    Path taken = Files.createDirectory(folder.resolve(ReportFile.NAME));
    Files.createFile(taken.resolve("full"));

    assertThatThrownBy(() -> ReportFile.write(taken, SampleRun.news().page()))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
    assertThatThrownBy(
            () -> ReportFile.write(folder.resolve("none/page.html"), SampleRun.news().page()))
        .isInstanceOf(UncheckedIOException.class);
  }
}
