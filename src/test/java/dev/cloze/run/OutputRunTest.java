package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.data.DataFormat;
import dev.cloze.data.ExampleStream;
import dev.cloze.tensor.Tensor;
import dev.cloze.train.LabelsEvaluation;
import dev.cloze.train.NumberEvaluation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs of several labels and of numbers: trained, resumed, loaded, refused. */
class OutputRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEVERAL = "output=several_labels";
  private static final String NUMBER = "output={kind: number, range: [-10, 30]}";

  @TempDir Path folder;

  private Path data;

  @BeforeEach
  void write() throws IOException {
    data =
        Files.writeString(
            folder.resolve("data.tsv"),
            """
            label	degrees	text
            football|weather	-5	The soup was wonderful.
            football	10	A waste of money.
            weather	-10	A long and dull evening.
            	15	Nothing happened in late October.
            football	30	The trophy impressed the children.
            weather	20.5	The engine never starts.
            """);
  }

  private Path run(String name, String output, String... more) {
    List<String> settings = new ArrayList<>();
    String label = output.equals(NUMBER) ? "degrees" : "label";
    String source = "{path: '%s', columns: {text_a: text, label: %s}}".formatted(data, label);
    settings.add("data.train=" + source);
    settings.add("data.test=" + source);
    settings.add("training.learning_rate=3e-3");
    settings.add("training.batch_size=2");
    settings.add("training.dropout=0");
    settings.add("template='{\"placeholder\":\"text_a\"} It was {\"mask\"}'");
    settings.add(output);
    settings.addAll(List.of(more));
    return TinyRun.in(folder.resolve(name), settings.toArray(String[]::new));
  }

  private static String family(String name) {
    return "model.path=" + TinyRun.MODELS.resolve(name);
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readString(file));
  }

  private static List<JsonNode> lines(Path run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("seed-13/predictions.jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"bert, manual", "gpt2, manual", "bert, soft"})
  void learnsSeveralLabelsByHeart(String family, String verbalizer) throws IOException {
    int before = Tensor.liveCount();

    Path run =
        run("run", SEVERAL, family(family), "verbalizer.kind=" + verbalizer, "training.epochs=40");

    assertThat(Tensor.liveCount()).isEqualTo(before);
    JsonNode result = json(run.resolve("seed-13/result.json"));
    assertThat(result.at("/epochs/39/loss").doubleValue())
        .isLessThan(0.5 * result.at("/epochs/0/loss").doubleValue());
    assertThat(json(run.resolve("results.json")).at("/figures/exactMatch/mean").doubleValue())
        .isEqualTo(1);
    assertThat(lines(run).get(0).get("labels").toString()).isEqualTo("[\"football\",\"weather\"]");
    assertThat(lines(run).get(0).get("predicted")).isEqualTo(lines(run).get(0).get("labels"));
    assertThat(lines(run).get(3).get("predicted")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"bert, manual", "gpt2, manual", "bert, soft", "bert, exact"})
  void learnsNumbersByHeart(String family, String verbalizer) throws IOException {
    Path run =
        run(
            "run",
            NUMBER,
            family(family),
            "verbalizer={kind: " + verbalizer + ", words: {low: football, high: weather}}",
            "training.epochs=40");

    JsonNode result = json(run.resolve("seed-13/result.json"));
    assertThat(result.at("/epochs/39/loss").doubleValue())
        .isLessThan(0.5 * result.at("/epochs/0/loss").doubleValue());
    assertThat(result.at("/evaluation/pearson").doubleValue()).isGreaterThan(0.9);
    assertThat(lines(run).get(5).get("number").doubleValue()).isEqualTo(20.5);
    assertThat(lines(run).get(5).get("predicted").doubleValue()).isBetween(-10.0, 30.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {SEVERAL, NUMBER})
  void predictsWhatTheRunPredictedAndResumesToTheBit(String output) throws IOException {
    Path run = run("run", output, "data.dev={path: '" + devFile(output) + "'}", "baselines=true");
    Path seed = run.resolve("seed-13");
    String result = Files.readString(seed.resolve("result.json"));
    String predictions = Files.readString(seed.resolve("predictions.jsonl"));

    assertThat(labelled(run)).isEqualTo(rounded(lines(run)));

    Files.delete(seed.resolve("result.json"));
    RunResult again = Run.resume(run).execute(Progress.SILENT, Run.Listener.SILENT);
    assertThat(seed.resolve("result.json")).hasContent(result);
    assertThat(seed.resolve("predictions.jsonl")).hasContent(predictions);
    assertThat(again.baselines()).hasSize(3);
    assertThat(again.seeds().get(0).measured())
        .isInstanceOf(output.equals(SEVERAL) ? LabelsEvaluation.class : NumberEvaluation.class);
    assertThat(again.figures().orElseThrow()).isNotEmpty();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains(output.equals(SEVERAL) ? "Label by label" : "Predicted over right")
        .contains("The answers furthest off");
    assertThat(Files.readAllLines(seed.resolve("metrics.jsonl")))
        .anyMatch(line -> line.contains(output.equals(SEVERAL) ? "dev_micro_f1" : "dev_pearson"));
  }

  private Path devFile(String output) throws IOException {
    return Files.writeString(
        folder.resolve("dev.tsv"),
        "label\ttext\n"
            + (output.equals(SEVERAL)
                ? "weather\tsnow\nfootball\ta goal\n"
                : "-3\tsnow\n4\tsun\n"));
  }

  /** What predicting says of the test set, without the words of the texts. */
  private List<JsonNode> labelled(Path run) throws IOException {
    StringWriter written = new StringWriter();
    TrainedRun trained = TrainedRun.of(run, OptionalLong.empty());
    ExampleStream examples =
        new PredictInput(Optional.of(data), DataFormat.AUTO, "utf-8", ImmutableMap.of())
            .open(trained, InputStream.nullInputStream());
    try (TrainedClassifier classifier = trained.load();
        BufferedWriter writer = new BufferedWriter(written)) {
      new Labelling(classifier, 0, Optional.empty(), Progress.SILENT).write(examples, writer);
    }
    List<JsonNode> lines = new ArrayList<>();
    for (String line : written.toString().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** Lines of a run as predicting writes them: without texts, to six places, no empty labels. */
  private static List<JsonNode> rounded(List<JsonNode> lines) throws IOException {
    List<JsonNode> rounded = new ArrayList<>();
    for (JsonNode line : lines) {
      ObjectNode copy = line.deepCopy();
      copy.remove("fields");
      if (copy.path("labels").isArray() && copy.get("labels").isEmpty()) {
        copy.remove("labels");
      }
      String text =
          Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?")
              .matcher(copy.toString())
              .replaceAll(
                  found ->
                      new BigDecimal(found.group())
                          .setScale(6, RoundingMode.HALF_EVEN)
                          .toPlainString());
      rounded.add(JSON.readTree(text));
    }
    return rounded;
  }

  @Test
  void scoresSeveralLabelsWithoutTraining() throws IOException {
    Path run = run("run", SEVERAL, "training.epochs=0");

    for (JsonNode line : lines(run)) {
      for (String label : List.of("football", "weather")) {
        boolean given = line.get("predicted").toString().contains(label);
        assertThat(line.get("probabilities").get(label).doubleValue() > 0.5).isEqualTo(given);
      }
    }
    // each label is on somewhere and off somewhere, as it is compared with its own mean
    assertThat(lines(run)).anyMatch(line -> line.get("predicted").toString().contains("weather"));
    assertThat(lines(run)).anyMatch(line -> !line.get("predicted").toString().contains("weather"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "output=several_labels;verbalizer={kind: exact, words: {football: football, weather:"
            + " weather}};RUN-012;verbalizer.kind: exact only compares labels with each other",
        "output=several_labels;training.metric=accuracy;TRN-005;training.metric: accuracy cannot be"
            + " measured on this output; it has micro_f1, macro_f1, exact_match",
        "output={kind: number, range: [-10, 30]};training.metric=macro_f1;TRN-005;macro_f1 cannot",
        "output={kind: number, range: [-10, 30]};verbalizer={words: {a: good, b: bad, c:"
            + " weather}};RUN-012;verbalizer: 3 labels were found; output number lies between two",
        "output={kind: number, range: [-10, 30]};verbalizer.kind=prototypical;RUN-012;prototypical"
            + " learns from examples of each label",
        "output={kind: number, range: [0, 30]};seed=1;DAT-017;found -5 in the label column",
      })
  void refusesWhatDoesNotFit(String output, String setting, String code, String message) {
    Path out = folder.resolve("run");
    String label = output.contains("number") ? "degrees" : "label";
    String source = "{path: '%s', columns: {text_a: text, label: %s}}".formatted(data, label);

    assertThatThrownBy(
            () -> TinyRun.in(out, "data.train=" + source, "data.test=" + source, output, setting))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code().code()).isEqualTo(code))
        .hasMessageContaining(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void aRunOfNumbersLabelsNoTextsForOthers() {
    Path run = run("run", NUMBER, "training.epochs=0");

    assertThatThrownBy(() -> RunAnnotator.open(run))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(RunError.OTHER_OUTPUT));
  }
}
