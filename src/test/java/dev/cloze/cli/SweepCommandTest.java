package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
  private static final String SWEEP =
      """
      run: run.yaml
      axes: {template.text: {was: 'It was {"mask"} : {"placeholder":"text_a"}', a: 'A {"mask"} : {"placeholder":"text_a"}'}}
      seeds: [1, 2]
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String file;
  private String results;

  @BeforeEach
  void writeASweep() throws IOException {
    TinyRun.in(folder).write("sweep.yaml", SWEEP);
    file = folder.resolve("sweep.yaml").toString();
    results = folder.resolve("out").toString();
  }

  private int cloze(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.execute(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private void refuses(String message, String... arguments) {
    assertThat(cloze(arguments)).isEqualTo(2);
    assertThat(err.toString().lines().toList()).hasSize(1);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void tellsTheCellsAndWritesNothing() {
    assertThat(cloze("sweep", file, "--dry-run", "--out", results)).isZero();

    assertThat(out.toString().lines())
        .containsExactly("001-was  was  seeds 1, 2", "002-a    a    seeds 1, 2", "2 cells, 4 runs");
    assertThat(Path.of(results)).doesNotExist();
  }

  @Test
  void comparesAndGoesOn() throws IOException {
    assertThat(cloze("sweep", file, "--out", results, "--quiet", "--set", "run.training.epochs=1"))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .startsWith("2 cells, 4 runs\n")
        .contains("cell 1 of 2: was: ", "cell 2 of 2: a: ", "accuracy, %", "p texts", "results: ");
    String table = Files.readString(Path.of(results, "table.txt"));
    assertThat(out.toString()).contains(table);
    assertThat(Files.readString(Path.of(results, "report.html")))
        .contains("cloze sweep " + file + " --set ", "run.training.epochs=1");

    assertThat(cloze("sweep", "--resume", results, "--quiet")).isZero();
    assertThat(out.toString()).contains("(2 seeds), done before").contains(table);
    refuses("SWP-008", "sweep", file, "--resume", results);
  }

  @Test
  void refusesArgumentsThatDoNotFit() {
    refuses("a sweep file is missing, or --resume", "sweep");
    refuses("--out stands beside --resume", "sweep", "--resume", results, "--out", results);
    refuses(
        "--set stands beside --resume", "sweep", "--resume", results, "--set", "metric=accuracy");
    refuses(
        "--dry-run tells what a sweep file would do", "sweep", "--resume", results, "--dry-run");
    refuses("SWP-009", "sweep", "--resume", results);
    refuses("SWP-001", "sweep", file, "--set", "axes.model=[]");
  }
}
