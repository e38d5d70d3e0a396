package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep as packaged: planned, run, killed in the middle and gone on with. */
class SweepIT {
  private static final int MINUTES = 2;

  @TempDir Path folder;

  private ClozeJar jar;

  @BeforeEach
  void write() throws IOException {
    TinyRun run = TinyRun.in(folder);
    run.write(
        "sweep.yaml",
        """
        run: run.yaml
        axes:
          verbalizer.kind: [manual, soft, prototypical]
        seeds: {training: [1, 2]}
        """);
    jar = new ClozeJar(folder);
  }

  @Test
  void tellsItsCellsAndRunsNothing() throws Exception {
    ClozeJar.Result plan = jar.run("sweep", "sweep.yaml", "--dry-run");

    assertThat(plan.status()).isZero();
    assertThat(plan.out()).contains("manual").contains("6 runs");
    assertThat(folder.resolve("sweeps")).doesNotExist();
  }

  @Test
  void killedInTheMiddleItEndsWithTheSameTable() throws Exception {
    ClozeJar.Result unbroken = jar.run(arguments("whole"));
    assertThat(unbroken.status()).as(unbroken.err()).isZero();
    String table = Files.readString(folder.resolve("whole/table.txt"));
    assertThat(table.lines().filter(line -> line.matches("(manual|soft|prototypical) .*")))
        .hasSize(3);

    Process process = jar.start(arguments("broken"));
    Path first = folder.resolve("broken/cells");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (done(first) == 0 && process.isAlive() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    process.destroyForcibly().waitFor();
    assertThat(done(first)).isPositive();
    assertThat(folder.resolve("broken/table.txt")).doesNotExist();

    ClozeJar.Result resumed = jar.run("sweep", "--resume", "broken", "--quiet");

    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(folder.resolve("broken/table.txt")).hasContent(table);
    assertThat(folder.resolve("broken/report.html")).isNotEmptyFile();
  }

  /** Long enough that a kill after the first cell comes before the last one. */
  private static String[] arguments(String out) {
    return new String[] {
      "sweep", "sweep.yaml", "--out", out, "--quiet", "--set", "run.training.epochs=60"
    };
  }

  /** How many cells are done. */
  private static int done(Path cells) throws IOException {
    if (!Files.isDirectory(cells)) {
      return 0;
    }
    try (var found = Files.walk(cells)) {
      List<Path> results =
          found.filter(file -> file.getFileName().toString().equals("results.json")).toList();
      return results.size();
    }
  }
}
