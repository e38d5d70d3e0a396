package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check as packaged. */
class LintIT {
  @TempDir Path folder;

  @Test
  void findsMistakesInTheUsualFoldersWithTheModelFromTheJar() throws Exception {
    Files.createDirectories(folder.resolve("templates"));
    Files.createDirectories(folder.resolve("verbalizers"));
    Files.writeString(folder.resolve("templates/day.txt"), "It was a {\"mask\"} day .\nIt was .\n");
    Files.writeString(
        folder.resolve("verbalizers/day.json"), "{\"dry\": [\"warm\"], \"wet\": [\"Warm\"]}");

    ClozeJar.Result result = new ClozeJar(folder).run("lint");

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out().lines())
        .hasSize(4)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("verbalizers/day.json:1:27  warning  'Warm' has"),
            line -> assertThat(line).startsWith("verbalizers/day.json:1:27  error  'Warm' (label"),
            line -> assertThat(line).startsWith("templates/day.txt:2  error  TPL-009: found no"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "2 templates and 1 verbalizers with the tokenizer of cloze-small: errors 2,"
                            + " warnings 1"));
  }

  @Test
  void saysInOneLineThatThereIsNothingToCheck() throws Exception {
    ClozeJar.Result result = new ClozeJar(folder).run("lint");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.errorLines())
        .containsExactly(
            "LNT-001: templates, verbalizers: found neither folder here; name the files to check"
                + " [docs/errors/LNT-001.md]");
  }
}
