package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes that the operating system refuses midway: told with the file, and gone on from later. */
class FullDiskIT {
  @TempDir Path folder;

  private TinyRun run;

  @BeforeEach
  void write() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "its ulimit makes the disk full");
    run = TinyRun.in(folder);
    run.write(
        "test.tsv",
        IntStream.range(0, 200)
            .mapToObj(i -> i % 2 + "\tthe wind was strong on day " + i + "\n")
            .collect(Collectors.joining()));
  }

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("RUN-001", "baselines.json", 4, new String[0]),
        Arguments.of(
            "WGT-018", "seed-42/state.safetensors", 100, new String[] {"training.save_every=0"}),
        Arguments.of("WGT-018", "seed-42/trained.safetensors", 100, new String[0]),
        // what a prompt trains is small, so that the predictions are the first that do not fit
        Arguments.of(
            "RUN-001",
            "seed-42/predictions.jsonl",
            16,
            new String[] {"training.tune=prompt", TinyRun.SOFT_TEMPLATE}));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("files")
  void tellsWhichFileDidNotFitAndGoesOnWhereItDoes(
      String code, String file, int kibibytes, String[] settings) throws Exception {
    assertThat(new ClozeJar(folder).run(TinyRun.arguments("unbroken", settings)).status())
        .isEqualTo(0);

    ClozeJar.Result result = run.run(new ClozeJar(folder).withFilesUpTo(kibibytes), settings);

    TinyRun.assertMistake(result, code, "results/" + file + ": cannot be written", "make room");
    assertThat(run.left())
        .contains("provenance.json")
        .doesNotContain(file, "results.json")
        .noneMatch(name -> name.endsWith(".part") || name.endsWith(".partial"));
    assertThat(run.resume().status()).isEqualTo(0);
    assertThat(KilledRunIT.comparable(run.contents(TinyRun.OUT)))
        .isEqualTo(KilledRunIT.comparable(run.contents("unbroken")));
  }

  @Test
  void leavesNothingWhereNotEvenTheBeginningFits() throws Exception {
    ClozeJar.Result result = run.run(new ClozeJar(folder).withFilesUpTo(1));

    TinyRun.assertMistake(result, "RUN-001", "results/run.yaml: cannot be written");
    assertThat(folder.resolve(TinyRun.OUT)).doesNotExist();
  }
}
