package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.data.DataSource;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.Labels;
import dev.cloze.plm.Architectures;
import dev.cloze.task.Prediction;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.TokenizeError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of verbalizer on every family of models: it scores, calibrates by the common
 * interface, trains, is saved, and loaded says the same to the digit. What has no place in the
 * table, or no run, fails; the docs show the table.
 */
class VerbalizerContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WORDS = "words: {football: [football], weather: [weather]}";
  private static final String ONE_MASK =
      "template='{\"placeholder\":\"text_a\"} A report of {\"mask\"}'";
  private static final String TWO_MASKS =
      "template='{\"placeholder\":\"text_a\"} A {\"mask\"} report of {\"mask\"}'";
  private static final String NO_MASK = "template='{\"placeholder\":\"text_a\"} , a report'";

  /** The settings of each kind; one that is not here fails. */
  private static final ImmutableMap<VerbalizerKind, ImmutableList<String>> SETTINGS =
      ImmutableMap.<VerbalizerKind, ImmutableList<String>>builder()
          .put(VerbalizerKind.MANUAL, ImmutableList.of(verbalizer("manual", WORDS)))
          .put(VerbalizerKind.ONE_TO_ONE, ImmutableList.of(verbalizer("one_to_one", WORDS)))
          .put(
              VerbalizerKind.EXACT,
              ImmutableList.of(
                  verbalizer(
                      "exact", "words: {football: [the football team], weather: [weather]}")))
          .put(
              VerbalizerKind.GENERATIVE,
              ImmutableList.of(
                  verbalizer(
                      "generative",
                      "words: {football: ['football {\"placeholder\":\"text_a\","
                          + " \"post_processing\": \"lambda x: x[:12]\"}'], weather: [weather]}")))
          .put(
              VerbalizerKind.RULES,
              ImmutableList.of(
                  verbalizer(
                      "rules",
                      "rules: {sub_prompts: {kind: {mask: 0, values: {f: [football, trophy], w:"
                          + " [weather]}}, time: {mask: 1, values: {m: [match], n: [night]}}},"
                          + " labels: {football: kind = f and time = m, weather: kind = w and"
                          + " time = n}}"),
                  TWO_MASKS))
          .put(VerbalizerKind.SOFT, ImmutableList.of(verbalizer("soft", WORDS)))
          .put(VerbalizerKind.PROTOTYPICAL, ImmutableList.of(verbalizer("prototypical", WORDS)))
          .put(
              VerbalizerKind.KNOWLEDGEABLE,
              ImmutableList.of(
                  verbalizer(
                      "knowledgeable",
                      "words: {football: [football, trophy, team], weather: [weather, night,"
                          + " rain]}, knowledgeable: {sources: [model: {words: 3}],"
                          + " candidate_fraction: 0.05}")))
          .put(
              VerbalizerKind.AUTOMATIC,
              ImmutableList.of(
                  verbalizer(
                      "automatic",
                      "labels: [football, weather], automatic: {candidates: 20, words: 2}")))
          .put(
              VerbalizerKind.HEAD,
              ImmutableList.of(verbalizer("head", "labels: [football, weather]"), NO_MASK))
          .buildOrThrow();

  /** Which code says that a kind has no meaning on a family, and why. */
  private static final ImmutableMap<String, TokenizeError> NOT_APPLICABLE =
      ImmutableMap.of("rules/gpt2", TokenizeError.CAUSAL_MASKS);

  @TempDir Path folder;

  private static String verbalizer(String kind, String rest) {
    return "verbalizer={kind: " + kind + ", " + rest + "}";
  }

  static Stream<Arguments> cells() {
    return Stream.of(VerbalizerKind.values())
        .flatMap(kind -> Architectures.names().stream().map(family -> Arguments.of(kind, family)));
  }

  private Path run(VerbalizerKind kind, String family, String name, String... more) {
    assertThat(SETTINGS).as("settings of a run").containsKey(kind);
    List<String> settings = new ArrayList<>();
    settings.add("model.path=" + TinyRun.MODELS.resolve(family));
    settings.add(ONE_MASK);
    settings.addAll(SETTINGS.get(kind));
    settings.addAll(List.of(more));
    return TinyRun.in(folder.resolve(name), settings.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cells")
  void scoresCalibratesTrainsAndIsLoadedAsItWas(VerbalizerKind kind, String family)
      throws IOException {
    TokenizeError reason = NOT_APPLICABLE.get(Ascii.toLowerCase(kind.name()) + "/" + family);
    if (reason != null) {
      ClozeException refused =
          catchThrowableOfType(ClozeException.class, () -> run(kind, family, "refused"));
      assertThat(refused).isNotNull();
      assertThat(refused.code()).isEqualTo(reason);
      return;
    }
    int before = Tensor.liveCount();
    Path plain = run(kind, family, "plain", "training.epochs=0");
    Path calibrated =
        run(kind, family, "calibrated", "training.epochs=0", "verbalizer.calibration=auto");
    Path trained =
        run(kind, family, "trained", "training.epochs=2", "verbalizer.calibration=texts");

    assertThat(probabilities(calibrated)).isNotEqualTo(probabilities(plain));
    assertThat(probabilities(trained)).isNotEqualTo(probabilities(calibrated));
    for (Path run : List.of(plain, calibrated, trained)) {
      assertThat(again(run)).isEqualTo(probabilities(run));
    }
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  private static List<List<Double>> probabilities(Path run) throws IOException {
    List<List<Double>> found = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("seed-13/predictions.jsonl"))) {
      List<Double> row = new ArrayList<>();
      for (JsonNode probability : JSON.readTree(line).get("probabilities")) {
        row.add(probability.doubleValue());
      }
      found.add(row);
    }
    assertThat(found).hasSize(8);
    return found;
  }

  private static List<List<Double>> again(Path run) {
    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      List<Prediction> predictions =
          trained
              .classifier()
              .predict(
                  ExampleReader.read(
                      DataSource.of(Path.of("examples/first-run.test.tsv")),
                      Labels.of(trained.labels())));
      return predictions.stream().map(prediction -> prediction.probabilities().asList()).toList();
    }
  }

  /** The table under the heading that asks which kinds work on which models. */
  @Test
  void theDocsShowTheTable() throws IOException {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (VerbalizerKind kind : VerbalizerKind.values()) {
      String name = Ascii.toLowerCase(kind.name());
      expected.put(
          "`" + name + "`",
          Architectures.names().stream()
              .map(family -> NOT_APPLICABLE.get(name + "/" + family))
              .map(reason -> reason == null ? "yes" : "no: " + reason.code())
              .toList());
    }
    Map<String, List<String>> shown = new LinkedHashMap<>();
    String text = Files.readString(Path.of("docs/verbalizers.md"));
    int start = text.indexOf("| kind | " + String.join(" | ", Architectures.names()) + " |");
    assertThat(start).as("the table's head").isPositive();
    Splitter.on('\n')
        .splitToStream(text.substring(start))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Splitter.on('|').trimResults().omitEmptyStrings().splitToList(line))
        .forEach(cells -> shown.put(cells.get(0), cells.subList(1, cells.size())));

    assertThat(shown).isEqualTo(expected);
  }
}
