package dev.cloze.verbalizer;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Scope;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Label scores against OpenPrompt's own; see the README beside the fixture. */
class ManualVerbalizerOpenPromptTest {
  private static final double TOLERANCE = 1e-5;
  private static final JsonNode FIXTURE = fixture();

  @ParameterizedTest
  @MethodSource("cases")
  void equalsOpenPrompt(String tokenizer, String key) {
    JsonNode recorded = FIXTURE.at("/tokenizers/" + tokenizer);
    List<String> parts = List.of(key.split("/", -1));
    ManualVerbalizerOptions options =
        ManualVerbalizerOptions.defaults()
            .withHandler(MultiTokenHandler.named(parts.get(1)))
            .withPostLogSoftmax(!parts.contains("raw"));
    LabelWords words = words(FIXTURE.at("/label_words/" + parts.get(0)));
    ManualVerbalizer plain = verbalizer(tokenizer, words, options);

    double[][] scores =
        Scope.get(
            () -> {
              ManualVerbalizer verbalizer =
                  parts.contains("calibrated") ? plain.calibrated(calibration(plain)) : plain;
              double[] flat =
                  verbalizer.score(GivenMaskStates.of(rows(FIXTURE.get("logits")))).toDoubles();
              int labels = words.entries().size();
              return IntStream.range(0, flat.length / labels)
                  .mapToObj(i -> Arrays.copyOfRange(flat, i * labels, (i + 1) * labels))
                  .toArray(double[][]::new);
            });

    double[][] expected = rows(recorded.get("label_logits").get(key));
    assertThat(scores).hasDimensions(expected.length, expected[0].length);
    for (int i = 0; i < expected.length; i++) {
      for (int l = 0; l < expected[i].length; l++) {
        double scale = Math.max(1, Math.abs(expected[i][l]));
        assertThat(Math.abs(scores[i][l] - expected[i][l]) / scale)
            .as("example %d, label %d: %s, expected %s", i, l, scores[i][l], expected[i][l])
            .isLessThanOrEqualTo(TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "gpt2"})
  void tokenizesEveryWordAsOpenPromptDoes(String tokenizer) {
    JsonNode ids = FIXTURE.at("/tokenizers/" + tokenizer + "/ids");

    for (JsonNode set : FIXTURE.get("label_words")) {
      ManualVerbalizer verbalizer =
          verbalizer(tokenizer, words(set), ManualVerbalizerOptions.defaults());
      for (LabelWordTokens.Entry entry : verbalizer.tokens().entries()) {
        String text = verbalizer.tokens().words().encoded(entry.word());
        assertThat(entry.ids().toArray()).as(text).isEqualTo(ids(ids.get(text)));
      }
    }
  }

  @Test
  void failsWhenTheTokenizerDoesNotKnowAWord() {
    LabelWords words = LabelWords.ofSingle(List.of("no", "yes"), List.of("bad", "好"));

    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(() -> verbalizer("bert", words, ManualVerbalizerOptions.defaults()))
        .withMessage(
            "label 'yes', word '好': the vocabulary lacks it (' 好' gives the tokens [UNK]);"
                + " choose a word that the model knows")
        .satisfies(e -> assertThat(e.code()).isEqualTo(VerbalizerError.UNKNOWN_WORD));
  }

  @Test
  void fixtureHoldsEverySetHandlerAndKindOfScore() {
    assertThat(cases()).hasSize(2 * 4 * 3 * 3);
  }

  static ImmutableList<Object[]> cases() {
    return Stream.of("bert", "gpt2")
        .flatMap(
            tokenizer ->
                Streams.stream(
                        FIXTURE.at("/tokenizers/" + tokenizer + "/label_logits").fieldNames())
                    .map(key -> new Object[] {tokenizer, key}))
        .collect(toImmutableList());
  }

  private static ManualVerbalizer verbalizer(
      String tokenizer, LabelWords words, ManualVerbalizerOptions options) {
    Path folder = Path.of("src", "test", "resources", "golden", "openprompt", tokenizer);
    try (PretrainedTokenizer loaded = PretrainedTokenizer.load(folder)) {
      return ManualVerbalizer.of(words, loaded, options);
    }
  }

  private static Calibration calibration(ManualVerbalizer verbalizer) {
    double[] support = numbers(FIXTURE.get("calibrate_logits"));
    Calibrator calibrator = verbalizer.calibrator();
    calibrator.add(GivenMaskStates.of(new double[][] {support}));
    return calibrator.calibration();
  }

  private static LabelWords words(JsonNode set) {
    ImmutableList<String> labels =
        IntStream.range(0, set.size()).mapToObj(Integer::toString).collect(toImmutableList());
    if (set.get(0).isTextual()) {
      return LabelWords.ofSingle(labels, texts(set));
    }
    return LabelWords.of(
        labels,
        Streams.stream(set).map(ManualVerbalizerOpenPromptTest::texts).collect(toImmutableList()));
  }

  private static ImmutableList<String> texts(JsonNode list) {
    return Streams.stream(list).map(JsonNode::textValue).collect(toImmutableList());
  }

  private static int[] ids(JsonNode list) {
    return Streams.stream(list).mapToInt(JsonNode::intValue).toArray();
  }

  private static double[] numbers(JsonNode list) {
    return Streams.stream(list).mapToDouble(JsonNode::doubleValue).toArray();
  }

  private static double[][] rows(JsonNode list) {
    return Streams.stream(list)
        .map(ManualVerbalizerOpenPromptTest::numbers)
        .toArray(double[][]::new);
  }

  private static JsonNode fixture() {
    try (InputStream in =
        ManualVerbalizerOpenPromptTest.class.getResourceAsStream("/verbalizer/openprompt.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
