package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloze.base.ClozeException;
import dev.cloze.data.DataSource;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.Labels;
import dev.cloze.task.Prediction;
import dev.cloze.task.SoftPromptFile;
import dev.cloze.task.TaskError;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose soft rows an encoder computes: what they leave needs no encoder. */
class SoftEncoderRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOFT =
      "template='{\"soft\": \"A\"} {\"soft\"} {\"mask\"} report : {\"placeholder\":\"text_a\"}'";
  private static final String TUNE = "training.tune=prompt";

  @TempDir Path folder;

  private Path run(String out, String... settings) {
    return TinyRun.in(folder.resolve(out), settings);
  }

  private static float[] rows(Path file) {
    try (Safetensors weights = Safetensors.open(file)) {
      return Scope.get(() -> weights.read(SoftPromptFile.SOFT_ROWS, NumberFormat.F32).toFloats());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lstm, prompt, f32, 2",
    "lstm, full, f32, 2",
    "lstm, prompt, bf16, 2",
    "lstm, prompt, f32, 0",
    "mlp, prompt, f32, 2",
    "mlp, full, bf16, 2"
  })
  void predictsWithoutTheEncoderWhatTheRunPredicted(
      String encoder, String tune, String dtype, int epochs) throws IOException {
    int before = Tensor.liveCount();
    Path run =
        run(
            "run",
            SOFT,
            "soft=" + encoder,
            "training.tune=" + tune,
            "model.dtype=" + dtype,
            "training.epochs=" + epochs);
    assertThat(Tensor.liveCount()).isEqualTo(before);
    try (Safetensors trained = Safetensors.open(run.resolve("seed-13/trained.safetensors"))) {
      assertThat(trained.entries().keySet())
          .contains("soft_rows")
          .noneMatch(name -> name.contains("soft_encoder"));
      assertThat(trained.entries().get("soft_rows").shape().asList()).containsExactly(2L, 48L);
    }

    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      assertThat(trained.file().soft().encoder().name()).isEqualToIgnoringCase(encoder);
      List<Prediction> predictions =
          trained
              .classifier()
              .predict(
                  ExampleReader.read(
                      DataSource.of(Path.of("examples/first-run.test.tsv")),
                      Labels.of(trained.labels())));
      List<String> lines = Files.readAllLines(run.resolve("seed-13/predictions.jsonl"));
      assertThat(predictions).hasSameSizeAs(lines).isNotEmpty();
      for (int i = 0; i < lines.size(); i++) {
        JsonNode expected = JSON.readTree(lines.get(i)).get("probabilities");
        for (int label = 0; label < trained.labels().size(); label++) {
          assertThat(predictions.get(i).probabilities().get(label))
              .isEqualTo(expected.get(trained.labels().names().get(label)).doubleValue());
        }
      }
    }
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void anotherRunStartsFromWhatTheEncoderComputed() {
    Path first = run("first", SOFT, TUNE, "soft=lstm");
    Path exported = folder.resolve("exported");
    new Export(TrainedRun.of(first, OptionalLong.empty()), NumberFormat.F32).to(exported);
    float[] trained = rows(first.resolve("seed-13/trained.safetensors"));

    Path second = run("second", SOFT, TUNE, "start=" + exported, "training.epochs=0");

    assertThat(rows(exported.resolve(SoftPromptFile.NAME))).isEqualTo(trained);
    assertThat(rows(second.resolve("seed-13/trained.safetensors"))).isEqualTo(trained);
    refuses(
        TaskError.ENCODED_START,
        exported
            + ": its rows are what an encoder would compute, and soft.encoder of 'mlp' needs"
            + " what it computes from; leave out start or the encoder",
        SOFT,
        TUNE,
        "start=" + exported,
        "soft=mlp");
  }

  @Test
  void refusesAnEncoderWithNothingToCompute() {
    refuses(
        TaskError.NOTHING_TO_ENCODE,
        "soft.encoder is 'lstm', and the template has no soft tokens whose rows it could compute;"
            + " give it some, such as {\"soft\"}, or leave out the encoder",
        "soft=lstm");
  }

  private void refuses(TaskError code, String message, String... settings) {
    assertThatThrownBy(() -> run("refused", settings))
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
    assertThat(folder.resolve("refused")).doesNotExist();
  }
}
