package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.data.DataError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that learn soft labels, beside right ones and alone. */
class SoftLabelRunTest {
  private static final String SOFT =
      """
      {"text_a":"the storm was strong","distribution":{"weather":0.9,"football":0.1}}
      {"text_a":"the goal was late","distribution":{"weather":0.3,"football":0.7},"weight":2}
      """;

  @TempDir Path folder;

  private Path train;
  private Path test;
  private Path soft;

  @BeforeEach
  void write() throws IOException {
    train =
        Files.writeString(folder.resolve("train.tsv"), "weather\tit rained\nfootball\ta match\n");
    test = Files.writeString(folder.resolve("test.tsv"), "weather\tthe wind\nfootball\tthe team\n");
    soft = Files.writeString(folder.resolve("soft.jsonl"), SOFT);
  }

  private RunFile file(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of("training.epochs=2", "data.test=" + test, "data.soft_labels=" + soft));
    all.addAll(List.of(settings));
    return RunFile.read(Path.of("examples/first-run.yaml"), all).withOut(folder.resolve("out"));
  }

  private RunResult run(RunFile file) {
    return Run.begin(file, "run", "cloze run").execute(Progress.SILENT, Run.Listener.SILENT);
  }

  @Test
  void learnsThemBesideRightOnes() throws IOException {
    RunResult result = run(file("data.train=" + train, "training.temperature=2", "baselines=true"));

    assertThat(result.seeds().get(0).trained()).isEqualTo(4);
    assertThat(Files.readString(folder.resolve("out/provenance.json"))).contains("soft.jsonl");
    assertThat(result.baselines())
        .extracting(BaselineResult::what)
        .contains("the training examples");
  }

  @Test
  void learnsThemAlone() {
    RunFile file = file("data.train=", "training.temperature=2", "baselines=true");

    RunResult result =
        Run.begin(file, "run", "cloze run")
            .execute(
                ImmutableSet.of(ExtraPredictions.TRAIN_BEFORE),
                Progress.SILENT,
                Run.Listener.SILENT);

    assertThat(result.seeds().get(0).trained()).isEqualTo(2);
    assertThat(result.baselines())
        .extracting(BaselineResult::what)
        .contains("the likeliest of the soft labels");
    assertThat(ExtraPredictions.TRAIN_BEFORE.read(folder.resolve("out/seed-13"))).isEmpty();
  }

  /** With a target of its own for each text, the scores of the texts come near the targets. */
  @Test
  void bringsProbabilitiesNearTheSoftLabels() throws IOException {
    Path same = Files.writeString(folder.resolve("same.tsv"), "weather\tthe storm was strong\n");

    run(file("data.train=", "data.test=" + same, "training.epochs=60"));

    assertThat(
            PredictionsFile.read(folder.resolve("out/seed-13"))
                .get(0)
                .probabilities()
                .get("weather"))
        .isCloseTo(0.9, within(0.05));
  }

  @Test
  void refusesATargetInWhichALabelIsNeverLikeliest() throws IOException {
    Files.writeString(soft, SOFT.lines().findFirst().get());

    assertThatThrownBy(() -> run(file("data.train=")))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(DataError.MISSING_LABEL))
        .hasMessage(
            soft
                + ": no text to learn from has football as its likeliest label; each label of the"
                + " verbalizer needs one to train on");
    // a right label of it is enough
    assertThat(RunCheck.of(file("data.train=" + train)).hashes()).containsKey(soft.toString());
  }

  @Test
  void refusesWhatDoesNotGoWithThem() {
    assertThatThrownBy(() -> file("training.balanced=true"))
        .hasMessageEndingWith(
            "training.balanced weighs right labels, and data.soft_labels has soft ones; give its"
                + " lines a weight each");
    assertThatThrownBy(() -> file("output=several_labels"))
        .hasMessageEndingWith(
            "data.soft_labels says how probable each of several labels is that compete, and output"
                + " several_labels has none of these");
    assertThatThrownBy(
            () -> file("data.soft_labels=", "output=several_labels", "training.temperature=2"))
        .hasMessageEndingWith(
            "training.temperature belongs to the output one_label, not to several_labels");
  }

  @Test
  void saysThatATextOfTheTestSetIsLearned() throws IOException {
    Files.writeString(test, "weather\tThe storm was strong\nfootball\tthe team\n");

    assertThat(Run.begin(file("data.train=" + train), "run", "cloze run").warnings())
        .containsExactly(
            "1 text of the test set stands in soft_labels too, such as example 1 there and 1 in the"
                + " test set");
  }

  @Test
  void doesNotGoOnWithAnotherFile() throws IOException {
    run(file("data.train=" + train));
    Files.writeString(soft, SOFT.replace("0.9", "0.8").replace("0.1", "0.2"));

    assertThatThrownBy(() -> Run.resume(folder.resolve("out")))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(RunError.OTHER_DATA));
  }
}
