package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of its data, once, before the first seed. */
class RunWarningsTest {
  @TempDir Path folder;

  private Path train;
  private Path test;

  @BeforeEach
  void write() throws IOException {
    train = folder.resolve("train.tsv");
    test = folder.resolve("test.tsv");
    Files.writeString(train, "weather\tit rained\nfootball\tthe team won\n");
    Files.writeString(test, "weather\tthe wind was strong\nfootball\tthe team lost\n");
  }

  private List<String> warnings(String... settings) {
    List<String> all =
        new ArrayList<>(List.of("training.epochs=1", "data.train=" + train, "data.test=" + test));
    all.addAll(List.of(settings));
    RunFile file =
        RunFile.read(Path.of("examples/first-run.yaml"), all).withOut(folder.resolve("out"));
    List<String> lines = new ArrayList<>();
    Run run = Run.begin(file, "run", "cloze run");
    run.execute(Progress.SILENT, new RunReport(run, lines::add));
    return lines.stream().filter(line -> line.startsWith("warning ")).toList();
  }

  @Test
  void saysNothingOfDataThatAreAsTheyShouldBe() {
    assertThat(warnings()).isEmpty();
  }

  @Test
  void saysOnceForAllSeedsThatATextIsTrainedOnAndScored() throws IOException {
    Files.writeString(test, "weather\tIt  rained\nfootball\tthe team lost\n");

    assertThat(warnings("seed=", "seeds=[1, 2]"))
        .containsExactly(
            "warning   1 text of the test set stands in train too, such as example 1 there and 1"
                + " in the test set");
  }

  @Test
  void saysThatTheDevSetIsTheTestSet() {
    assertThat(warnings("data.dev=" + test))
        .containsExactly(
            "warning   data.dev and data.test are one file: the epoch is chosen on what is"
                + " scored, so the result is too good");
  }

  @Test
  void saysThatATextIsChosenByAndScored() throws IOException {
    Path dev = folder.resolve("dev.tsv");
    Files.writeString(dev, "football\tthe team lost\nweather\tthe wind was strong\n");

    assertThat(warnings("data.dev=" + dev))
        .containsExactly(
            "warning   2 texts of the test set stand in dev too, such as example 2 there and 1 in"
                + " the test set");
  }

  @Test
  void saysWhichLabelTheTestSetLacks() throws IOException {
    Files.writeString(test, "weather\tthe wind was strong\n");

    assertThat(warnings()).containsExactly("warning   the test set has no example of football");
  }

  /** The pool has a text twice: whichever one is drawn, the other is scored. */
  @Test
  void looksAtWhatTheRunsOwnSeedsDraw() throws IOException {
    Files.writeString(
        train,
        "weather\tit rained\nweather\tit rained\nfootball\tthe team won\nfootball\tthe team"
            + " lost\n");

    assertThat(warnings("data.test=", "data.few_shot.per_class=1", "seed=7"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("warning   1 text of the test set stands in train too");
  }
}
