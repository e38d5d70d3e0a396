package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;
import dev.cloze.task.SoftPromptFile;
import dev.cloze.task.TaskError;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose soft rows start from a prompt that another run trained. */
class RunStartTest {
  private static final String TWO = "{\"soft\"} {\"soft\"} {\"placeholder\":\"text_a\"} {\"mask\"}";
  private static final String[] PROMPT = {
    "training.tune=prompt", "training.soft_learning_rate=0.1", "template='" + TWO + "'"
  };

  @TempDir Path folder;
  private Path exported;

  @BeforeEach
  void exportATrainedPrompt() {
    Path first = TinyRun.in(folder.resolve("first"), PROMPT);
    exported = folder.resolve("exported");
    new Export(TrainedRun.of(first, OptionalLong.empty()), NumberFormat.F32).to(exported);
  }

  private RunFile file(String out, String... more) {
    List<String> settings = new ArrayList<>(List.of(PROMPT));
    settings.addAll(List.of("training.epochs=2", "baselines=false", "start=" + exported));
    settings.addAll(List.of(more));
    return RunFile.read(Path.of("examples/first-run.yaml"), settings).withOut(folder.resolve(out));
  }

  private Path run(String out, String... more) {
    Run.begin(file(out, more), "second", "cloze run").execute(Progress.SILENT, Run.Listener.SILENT);
    return folder.resolve(out);
  }

  private static float[] rows(Path file) {
    try (Safetensors weights = Safetensors.open(file)) {
      return Scope.get(() -> weights.read(SoftPromptFile.SOFT_ROWS, NumberFormat.F32).toFloats());
    }
  }

  @Test
  void rowsAreThoseOfTheFileBeforeTheFirstStepAndOthersAfterIt() {
    float[] start = rows(exported.resolve(SoftPromptFile.NAME));

    assertThat(rows(run("untrained", "training.epochs=0").resolve("seed-13/trained.safetensors")))
        .isEqualTo(start);
    assertThat(rows(run("trained").resolve("seed-13/trained.safetensors"))).isNotEqualTo(start);
  }

  @Test
  void predictsWithItsOwnRowsWhateverBecameOfTheFile() throws IOException {
    Path run = run("second");
    Files.delete(exported.resolve(SoftPromptFile.NAME));

    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      for (String line : Files.readAllLines(run.resolve("seed-13/predictions.jsonl"))) {
        String text = new ObjectMapper().readTree(line).at("/fields/text_a").textValue();
        Prediction found = trained.classifier().predict(List.of(Example.of(text))).get(0);
        assertThat(trained.labels().names().get(found.label()))
            .isEqualTo(new ObjectMapper().readTree(line).get("predicted").textValue());
      }
    }
  }

  @Test
  void aResumedRunFindsTheFileChanged() {
    run("second");
    Path other =
        TinyRun.in(
            folder.resolve("other"), PROMPT[0], "training.soft_learning_rate=0.2", PROMPT[2]);
    Path written = exported.resolve(SoftPromptFile.NAME);
    try (TrainedClassifier trained = TrainedClassifier.open(other, OptionalLong.empty())) {
      new SoftPromptFile(written).write(trained.prompt(), NumberFormat.F32);
    }

    assertThatThrownBy(() -> Run.resume(folder.resolve("second")))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(RunError.OTHER_DATA))
        .hasMessageStartingWith(written + ": the file has changed since the run began");
  }

  @Test
  void tellsWhatItStartsFrom() {
    List<String> lines = new ArrayList<>();
    Run run = Run.begin(file("second", "verbalizer.kind=soft"), "second", "cloze run");

    run.execute(Progress.SILENT, new RunReport(run, lines::add));

    assertThat(lines)
        .contains(
            "start     %s: 2 soft rows; label vectors start from their words, for it has none"
                .formatted(exported.resolve(SoftPromptFile.NAME)));
  }

  @Test
  void leavesNoFolderWhereTheFileDoesNotFitOrIsNotThere() {
    assertCode("wide", "template='{\"soft\"} " + TWO + "'", TaskError.UNFIT_SOFT_PROMPT);
    assertCode("gone", "start=" + folder.resolve("missing"), TaskError.NO_SOFT_PROMPT);
  }

  private void assertCode(String out, String setting, TaskError code) {
    assertThatThrownBy(() -> run(out, setting))
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(folder.resolve(out)).doesNotExist();
  }
}
