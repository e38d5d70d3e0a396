package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.base.ClozeException;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.Labels;
import dev.cloze.task.Prediction;
import dev.cloze.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedClassifierTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOFT =
      "template='{\"soft\": \"A\"} {\"soft\"} {\"mask\"} report : {\"placeholder\":\"text_a\"}'";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "full, manual, f32, false",
    "full, soft, f32, true",
    "full, manual, bf16, true",
    "prompt, manual, f32, true",
    "prompt, soft, bf16, true",
    "full, prototypical, bf16, false",
    "prompt, prototypical, bf16, true",
    "full, exact, bf16, false"
  })
  void predictsWhatTheRunPredicted(String tune, String verbalizer, String dtype, boolean soft)
      throws IOException {
    Path run =
        TinyRun.in(
            folder.resolve("run"),
            "training.tune=" + tune,
            "training.soft_learning_rate=0.1",
            "verbalizer.kind=" + verbalizer,
            "model.dtype=" + dtype,
            soft ? SOFT : "threads=1");
    List<String> lines = Files.readAllLines(run.resolve("seed-13/predictions.jsonl"));
    int before = Tensor.liveCount();

    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      List<Example> examples =
          ExampleReader.read(
              DataSource.of(Path.of("examples/first-run.test.tsv")), Labels.of(trained.labels()));
      List<Prediction> predictions = trained.classifier().predict(examples);

      assertThat(predictions).hasSameSizeAs(lines).isNotEmpty();
      for (int i = 0; i < lines.size(); i++) {
        JsonNode line = JSON.readTree(lines.get(i));
        Prediction prediction = predictions.get(i);
        assertThat(prediction.id()).isEqualTo(line.get("id").textValue());
        for (int label = 0; label < trained.labels().size(); label++) {
          assertThat(prediction.probabilities().get(label))
              .isEqualTo(
                  line.get("probabilities").get(trained.labels().names().get(label)).doubleValue());
        }
      }
      assertThat(trained.classifier().verbalizer().parameters().values())
          .noneMatch(Tensor::isTrainable);
    }
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void takesTheSeedThatIsAskedForElseTheFirst() {
    Path run = TinyRun.in(folder.resolve("run"), "seeds=[3, 1]", "training.epochs=1");

    TrainedRun first = TrainedRun.of(run, OptionalLong.empty());
    assertThat(first.seed()).isEqualTo(3);
    assertThat(first.choice()).isEqualTo("seed 3, the first of 2");
    assertThat(TrainedRun.of(run, OptionalLong.of(1)).choice()).isEqualTo("seed 1");
    refuses(
        () -> TrainedRun.of(run, OptionalLong.of(2)),
        RunError.UNKNOWN_SEED,
        run + ": --seed 2 is none of this run; it has 3, 1");
  }

  @Test
  void takesTheBestSeedWhereThereIsADevSet() throws IOException {
    Path run =
        TinyRun.in(
            folder.resolve("run"),
            "seeds=[3, 1]",
            "training.epochs=1",
            "data.dev=" + Path.of("examples/first-run.train.tsv").toAbsolutePath());
    setDevAccuracy(run, 3, 0.5);
    setDevAccuracy(run, 1, 0.75);
    assertThat(TrainedRun.of(run, OptionalLong.empty()).choice())
        .isEqualTo("seed 1, the best on the dev set of 2");

    setDevAccuracy(run, 3, 0.875);
    assertThat(TrainedRun.of(run, OptionalLong.empty()).seed()).isEqualTo(3);
  }

  private static void setDevAccuracy(Path run, long seed, double accuracy) throws IOException {
    Path file = run.resolve("seed-" + seed).resolve("result.json");
    JsonNode result = JSON.readTree(Files.readString(file));
    ((ObjectNode) result.at("/epochs/0/dev")).put("accuracy", accuracy);
    Files.writeString(file, JSON.writeValueAsString(result));
  }

  @Test
  void keepsToTheTemplateThatTheRunWasBegunWith() throws IOException {
    Path template = folder.resolve("template.txt");
    Files.writeString(template, "A {\"mask\"} report : {\"placeholder\":\"text_a\"}\n");
    Path run = TinyRun.in(folder.resolve("run"), "template={file: '" + template + "'}");
    Files.writeString(template, "{\"placeholder\":\"text_a\"} {\"mask\"}\n");

    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      JsonNode line =
          JSON.readTree(Files.readAllLines(run.resolve("seed-13/predictions.jsonl")).get(0));
      String text = line.get("fields").get("text_a").textValue();
      Prediction prediction = trained.classifier().predict(List.of(Example.of(text))).get(0);
      assertThat(prediction.probabilities().get(0))
          .isCloseTo(
              line.get("probabilities").get("football").doubleValue(),
              org.assertj.core.api.Assertions.within(1e-6));
    }
  }

  @Test
  void refusesASeedThatIsNotDone() throws IOException {
    Path run = TinyRun.in(folder.resolve("run"), "seeds=[3, 1]", "training.epochs=1");
    Files.delete(run.resolve("seed-3/result.json"));

    assertThat(TrainedRun.of(run, OptionalLong.empty()).choice()).isEqualTo("seed 1");
    refuses(
        () -> TrainedRun.of(run, OptionalLong.of(3)),
        RunError.UNFINISHED,
        run + ": seed 3 is not done; 'cloze run --resume " + run + "' goes on with it");
  }

  private static void refuses(ThrowingCallable call, RunError code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
