package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import dev.cloze.base.Progress;
import dev.cloze.template.TemplateError;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.verbalizer.VerbalizerError;
import dev.cloze.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of a classification head. */
class HeadRunTest {
  private static final String TEMPLATE = "template='{\"placeholder\":\"text_a\"}'";
  private static final String LABELS = "verbalizer={kind: head, labels: [football, weather]}";

  private static final String SEVERAL =
      """
      label	text
      football|weather	The soup was wonderful.
      football	A waste of money.
      	Nothing happened in late October.
      weather	The engine never starts.
      """;
  private static final String NUMBERS =
      """
      label	text
      1	The soup was wonderful.
      9	A waste of money.
      3	Nothing happened in late October.
      7	The engine never starts.
      """;

  @TempDir Path folder;

  private Path run(String name, String... more) {
    List<String> settings = new ArrayList<>(List.of(TEMPLATE, LABELS));
    settings.addAll(List.of(more));
    return TinyRun.in(folder.resolve(name), settings.toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private static String predictions(Path run) throws IOException {
    return Files.readString(run.resolve("seed-13/predictions.jsonl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "prompt"})
  void resumesToTheBit(String tune) throws IOException {
    Path run = run("run", "training.tune=" + tune, "training.verbalizer_learning_rate=1e-2");
    String predictions = predictions(run);
    byte[] trained = Files.readAllBytes(run.resolve("seed-13/trained.safetensors"));

    Files.delete(run.resolve("seed-13/result.json"));
    Run.resume(run).execute(Progress.SILENT, Run.Listener.SILENT);

    assertThat(predictions(run)).isEqualTo(predictions);
    assertThat(run.resolve("seed-13/trained.safetensors")).hasBinaryContent(trained);
  }

  /** Of words, only whose they are is read; there may be none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "verbalizer={kind: head, words: {football: [], weather: []}}",
        "verbalizer={kind: head, words: {football: [no, such, words], weather: [〇]}}",
        "verbalizer={kind: head, file: 'FILE'}",
        "verbalizer={kind: head, file: 'LINES', labels: [football, weather]}",
        "verbalizer={kind: head, labels: [football, weather], head: {transform: true}}"
      })
  void labelsMayStandWithWordsOrWithout(String verbalizer) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("words.json"), "{\"football\": [\"x\"], \"weather\": [\"y\", \"z\"]}");
    Path lines = Files.writeString(folder.resolve("words.txt"), "x\ny,z\n");

    Path run =
        run("run", verbalizer.replace("FILE", file.toString()).replace("LINES", lines.toString()));

    assertThat(predictions(run)).isEqualTo(predictions(run("other")));
  }

  @Test
  void eachOptionActs() throws IOException {
    String usual = predictions(run("usual"));

    assertThat(predictions(run("plain", "verbalizer.head.transform=false"))).isNotEqualTo(usual);
    assertThat(predictions(run("dropped", "verbalizer.head.dropout=0.5"))).isNotEqualTo(usual);
    assertThat(predictions(run("same", "verbalizer.head.transform=true"))).isEqualTo(usual);
  }

  @Test
  void anUntrainedHeadIsNoBaseline() throws IOException {
    Path run = run("run", "baselines=true");

    assertThat(json(run.resolve("results.json")).get("baselines").findValuesAsText("name"))
        .hasSize(2)
        .doesNotContain("zero-shot");
    assertThat(run.resolve("report.html"))
        .content()
        .contains("the template and the training examples");
  }

  @Test
  void saysThatAnUntrainedHeadKnowsNothing() {
    RunFile file =
        RunFile.read(
                Path.of("examples/first-run.yaml"), List.of(TEMPLATE, LABELS, "training.epochs=0"))
            .withOut(folder.resolve("run"));

    assertThat(Run.begin(file, "run", "cloze run").warnings())
        .containsExactly(
            "training.epochs is 0 and a head has learned nothing: its answers are chance");
  }

  @Test
  void likeliestWordsAreRefused() {
    Path run = run("run");
    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      assertThatThrownBy(() -> new Labelling(trained, 3, Optional.empty(), Progress.SILENT))
          .isInstanceOfSatisfying(
              ClozeException.class,
              e -> assertThat(e.code()).isEqualTo(VerbalizerError.READS_NO_MASK))
          .hasMessage(
              "%s: its head reads no mask, so that there are no likeliest words to tell; leave"
                  + " --top-words out",
              run);
    }
  }

  /** Demonstrations show their answers at the mask, so that they need one. */
  @Test
  void refusesATemplateThatAsksAtAMask() {
    String asks = "{\"placeholder\":\"text_a\"} It was {\"mask\"}";
    String shows = "{\"placeholder\":\"text_a\"}{\"demonstrations\"}";

    refused(VerbalizerError.READS_NO_MASK, "template='" + asks + "'");
    refused(TemplateError.DEMONSTRATIONS, "template='" + shows + "'");
    refused(TemplateError.NO_MASK, "verbalizer={words: {football: [football], weather: [rain]}}");
  }

  private void refused(ErrorCode code, String setting) {
    assertThatThrownBy(() -> run("run", setting))
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "prompt"})
  void isExportedBesideTheModel(String tune) throws IOException {
    Path target = folder.resolve("target");
    Path run = run("run", "training.tune=" + tune);
    new Export(TrainedRun.of(run, OptionalLong.empty()), NumberFormat.F32).to(target);

    try (Safetensors file = Safetensors.open(target.resolve("soft-prompt.safetensors"))) {
      assertThat(file.entries())
          .containsOnlyKeys(
              "head/dense.weight", "head/dense.bias", "head/out.weight", "head/out.bias");
    }
    assertThat(json(target.resolve("soft-prompt.json")).get("verbalizer").textValue())
        .isEqualTo("head");
    assertThat(target.resolve("README.md"))
        .content()
        .contains("with a classification head, which stands in `soft-prompt.safetensors`")
        .doesNotContain("fill-mask")
        .doesNotContain("Label words");
    assertThat(Files.exists(target.resolve("model.safetensors"))).isEqualTo(tune.equals("full"));
  }

  /** One score a label serves as log-odds too, and two as the poles of a number. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"several_labels;exactMatch", "'{kind: number, range: [0, 10]}';pearson"})
  void learnsOtherOutputsByHeart(String output, String figure) throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("data.tsv"), output.equals("several_labels") ? SEVERAL : NUMBERS);
    String source = "{path: '%s', columns: {text_a: text, label: label}}".formatted(data);

    Path run =
        run(
            "run",
            "data.train=" + source,
            "data.test=" + source,
            "output=" + output,
            "training.epochs=60",
            "training.dropout=0",
            "training.batch_size=2");

    assertThat(json(run.resolve("results.json")).at("/figures/" + figure + "/mean").doubleValue())
        .isGreaterThan(0.95);
  }
}
