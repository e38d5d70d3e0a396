package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.BaseError;
import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import dev.cloze.base.Progress;
import dev.cloze.data.DataError;
import dev.cloze.data.DataFormat;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Labels;
import dev.cloze.plm.ModelError;
import dev.cloze.task.Prediction;
import dev.cloze.task.TaskError;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.TokenizeError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs that draw the demonstrations of each text. */
class SampledDemonstrationRunTest {
  private static final String TEMPLATE =
      "template='A {\"mask\"} report : {\"placeholder\":\"text_a\"}{\"demonstrations\"}'";
  private static final Path ENCODER = Path.of("src/test/resources/golden/plm/bert");

  @TempDir Path folder;

  private Path run(String name, String... settings) {
    List<String> all = new ArrayList<>(List.of(TEMPLATE, "tokens.max_length=128"));
    all.addAll(List.of(settings));
    return TinyRun.in(folder.resolve(name), all.toArray(String[]::new));
  }

  private static String predictions(Path run) throws IOException {
    return Files.readString(run.resolve("seed-13/predictions.jsonl"));
  }

  @ParameterizedTest
  @CsvSource({"full, manual, random", "prompt, soft, random", "full, manual, similar"})
  void predictsLaterWhatTheRunPredicted(String tune, String verbalizer, String select)
      throws IOException {
    Path run =
        run(
            "run",
            "training.tune=" + tune,
            "verbalizer.kind=" + verbalizer,
            select.equals("similar")
                ? "demonstrations={sets: 3, select: similar, encoder: '%s'}"
                    .formatted(ENCODER.toAbsolutePath())
                : "demonstrations.sets=3");
    int before = Tensor.liveCount();

    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      List<Example> examples =
          ExampleReader.read(
              DataSource.of(Path.of("examples/first-run.test.tsv")), Labels.of(trained.labels()));
      List<Prediction> found = trained.classifier().predict(examples);
      List<PredictionsFile.Line> written = PredictionsFile.read(run.resolve("seed-13"));

      assertThat(found).hasSameSizeAs(examples).hasSameSizeAs(written);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).id()).isEqualTo(written.get(i).id());
        assertThat(found.get(i).probabilities().asList())
            .isEqualTo(written.get(i).probabilities().values().asList());
      }
    }
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void labelsTextsAsTheyComeOneLineEach() throws IOException {
    Path run = run("run", "demonstrations.sets=3");
    Path out = folder.resolve("labelled.jsonl");
    // the second is one that was trained on: it is shown with others
    String texts = "The trophy.\n" + firstTrained().fields().get(Example.TEXT_A) + "\n";

    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      new Labelling(trained, 2, Optional.empty(), Progress.SILENT)
          .write(
              new PredictInput(Optional.empty(), DataFormat.AUTO, "utf-8", ImmutableMap.of())
                  .open(
                      trained.run(),
                      new ByteArrayInputStream(texts.getBytes(StandardCharsets.UTF_8))),
              out);
      List<Prediction> expected =
          trained.classifier().predict(List.of(Example.of("The trophy."), firstTrained()));
      List<String> lines = Files.readAllLines(out);

      assertThat(lines).hasSize(2);
      for (int i = 0; i < 2; i++) {
        JsonNode line = new ObjectMapper().readTree(lines.get(i));
        assertThat(line.get("id").textValue()).isEqualTo(String.valueOf(i + 1));
        assertThat(line.get("words")).hasSize(2);
        assertThat(line.at("/probabilities/football").doubleValue())
            .isCloseTo(expected.get(i).probabilities().get(0), within(1e-5));
      }
    }
  }

  private static Example firstTrained() {
    return ExampleReader.read(
            DataSource.of(Path.of("examples/first-run.train.tsv")),
            Labels.of(LabelSet.of(List.of("football", "weather"))))
        .get(0);
  }

  @Test
  void keepsWhatItDrewFrom() {
    Path run = run("run", "demonstrations.sets=1");
    List<Example> train =
        ExampleReader.read(
            DataSource.of(Path.of("examples/first-run.train.tsv")),
            Labels.of(LabelSet.of(List.of("football", "weather"))));

    assertThat(DemonstrationsFile.in(run.resolve("seed-13")).read()).isEqualTo(train);
  }

  @Test
  void drawsBySeedAndScoresWithoutTraining() throws IOException {
    String first = predictions(run("a", "training.epochs=0", "demonstrations.sets=1"));

    assertThat(predictions(run("b", "training.epochs=0", "demonstrations.sets=1")))
        .isEqualTo(first);
    assertThat(predictions(run("c", "training.epochs=0", "demonstrations.sets=2")))
        .isNotEqualTo(first);
  }

  @Test
  void refusesAnEncoderThatHasChanged() throws IOException {
    Path encoder = Files.createDirectory(folder.resolve("encoder"));
    for (String name :
        List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(ENCODER.resolve(name), encoder.resolve(name));
    }
    Path run = run("run", "demonstrations={sets: 1, select: similar, encoder: '" + encoder + "'}");
    Files.writeString(encoder.resolve("config.json"), "\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> TrainedClassifier.open(run, OptionalLong.empty()))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(RunError.OTHER_DATA))
        .hasMessage(
            "%s: the file has changed since the run began; put the old one back or run anew",
            encoder.resolve("config.json"));
  }

  @Test
  void refusesATemplateWithoutAPlace() {
    refuses(
        TaskError.NO_PLACE_TO_SHOW,
        "demonstrations are to be drawn, and the template has no place for them; put"
            + " {\"demonstrations\"} into it, or leave out the section demonstrations",
        "template='{\"mask\"} {\"placeholder\":\"text_a\"}'",
        "demonstrations=random");
  }

  @Test
  void refusesTooFewExamplesOfALabel() {
    refuses(
        DataError.TOO_FEW_DEMONSTRATIONS,
        "demonstrations: the label 'football' has 2 training texts, and 3 are needed: per_label is"
            + " 2, and none is shown with itself; give it more or show fewer",
        "data.few_shot.per_class=2",
        "demonstrations.per_label=2");
  }

  @Test
  void refusesWhatIsNoEncoder() {
    refuses(
        ModelError.NO_CONFIG,
        folder
            + ": no config.json in it; a model is a folder with config.json, model.safetensors"
            + " and a tokenizer",
        "demonstrations={select: similar, encoder: '" + folder + "'}");
  }

  @Test
  void refusesPromptsThatCannotBeLongEnough() {
    assertThatThrownBy(() -> run("bad", "demonstrations.sets=1", "tokens.max_length=14"))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TokenizeError.TOO_LONG))
        .hasMessageMatching(
            "example '\\w+': the template with its demonstrations is \\d+ tokens too long even"
                + " without their texts: \\d+ tokens may not be cut, the maximum is 14; raise"
                + " tokens.max_length, show fewer demonstrations or shorten the template");
    assertThat(folder.resolve("bad")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "demonstrations.select=similar; demonstrations: encoder is missing, which select of"
            + " 'similar' needs: the folder of a sentence encoder",
        "demonstrations.sets=0; demonstrations: sets must be above 0, was 0"
      })
  void refusesValuesThatMakeNoSense(String setting, String message) {
    assertThatThrownBy(() -> run("bad", setting))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(BaseError.REFUSED_VALUE))
        .hasMessageEndingWith(message);
  }

  @Test
  void refusesOutputsThatHaveNotOneLabel() {
    assertThatThrownBy(() -> run("bad", "demonstrations.sets=2", "output=several_labels"))
        .hasMessageEndingWith(
            "demonstrations are drawn label by label, and output several_labels has several or none"
                + " to a text; leave them out");
    assertThatThrownBy(
            () -> run("bad", "demonstrations.sets=2", "training.epochs=0", "data.train="))
        .hasMessageEndingWith("data.train is missing, which demonstrations are drawn from");
  }

  private void refuses(ErrorCode code, String message, String... settings) {
    assertThatThrownBy(() -> run("bad", settings))
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
    assertThat(folder.resolve("bad")).doesNotExist();
  }
}
