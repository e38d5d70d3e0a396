package dev.cloze.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.template.Template;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptBatch;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Soft rows that an encoder computes while they train; an encoder that is added is taken up. */
class EncodedRowsTest {
  private static final String FRESH =
      "{\"soft\":None,\"duplicate\":3} {\"placeholder\":\"text_a\"} {\"soft\"} {\"mask\"}";
  private static final String WORDS =
      "{\"placeholder\":\"text_a\"} {\"soft\":\"It was\"} {\"soft\"} {\"mask\"}";
  private static final List<Example> EXAMPLES =
      List.of(Example.of("The harbour was closed."), Example.of("Soup."), Example.of("It rained."));
  private static final String NUMBERS = "soft_rows";

  static Stream<Arguments> encodersAndFamilies() {
    return encoders()
        .flatMap(
            encoder ->
                Stream.of("bert", "roberta", "gpt2").map(name -> Arguments.of(encoder, name)));
  }

  private static Stream<SoftOptions.Encoder> encoders() {
    return Arrays.stream(SoftOptions.Encoder.values())
        .filter(encoder -> encoder != SoftOptions.Encoder.NONE);
  }

  @Test
  void rowsTrainThemselvesAndStartFromWordsUnlessAskedOtherwise() {
    assertThat(SoftOptions.defaults())
        .isEqualTo(new SoftOptions(SoftOptions.Encoder.NONE, SoftOptions.Start.WORDS));
  }

  @ParameterizedTest
  @MethodSource("encodersAndFamilies")
  void whatIsComputedStartsAtTheScaleOfTheModelAndDiffersFromRowToRow(
      SoftOptions.Encoder encoder, String family) {
    try (Prompt prompt = new Prompt(family, "{\"soft\":None,\"duplicate\":20} {\"mask\"}");
        SoftRows rows = prompt.rows(encoder, 1)) {
      float[] read = read(rows);
      int hidden = read.length / 20;
      double[] mean = new double[hidden];
      for (int i = 0; i < read.length; i++) {
        mean[i % hidden] += read[i] / 20.0;
      }
      float[] own = new float[read.length];
      for (int i = 0; i < read.length; i++) {
        own[i] = (float) (read[i] - mean[i % hidden]);
      }

      assertThat(deviation(read) / deviation(prompt.table())).isCloseTo(1, within(1e-3));
      assertThat(deviation(own) / deviation(read)).isGreaterThan(0.5);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void numbersAreThoseOfPlainRowsOverTheScaleOfTheModel(SoftOptions.Encoder encoder) {
    try (Prompt prompt = new Prompt("bert", WORDS);
        SoftRows plain = prompt.rows(SoftOptions.Encoder.NONE, 1);
        SoftRows encoded = prompt.rows(encoder, 1)) {
      float[] numbers = encoded.parameters().get(NUMBERS).toFloats();
      double scale = deviation(prompt.table());
      float[] start = plain.tensor().toFloats();

      for (int i = 0; i < start.length; i++) {
        assertThat((double) numbers[i]).isCloseTo(start[i] / scale, within(1e-4));
      }
    }
  }

  @Test
  void aFreshStartTakesNoWords() {
    try (Prompt words = new Prompt("bert", WORDS);
        Prompt none =
            new Prompt(
                "bert",
                "{\"placeholder\":\"text_a\"} {\"soft\":None,\"duplicate\":3}" + " {\"mask\"}");
        SoftRows fresh =
            words.rows(new SoftOptions(SoftOptions.Encoder.NONE, SoftOptions.Start.FRESH), 4);
        SoftRows expected = none.rows(SoftOptions.Encoder.NONE, 4);
        SoftRows usual = words.rows(SoftOptions.Encoder.NONE, 4)) {
      assertThat(fresh.tensor().toFloats()).isEqualTo(expected.tensor().toFloats());
      assertThat(fresh.tensor().toFloats()).isNotEqualTo(usual.tensor().toFloats());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void weightsComeFromTheSeed(SoftOptions.Encoder encoder) {
    try (Prompt prompt = new Prompt("bert", FRESH);
        SoftRows first = prompt.rows(encoder, 1);
        SoftRows again = prompt.rows(encoder, 1);
        SoftRows other = prompt.rows(encoder, 2)) {
      assertThat(read(again)).isEqualTo(read(first));
      assertThat(read(other)).isNotEqualTo(read(first));
    }
  }

  @Test
  void withoutAnLstmARowIsItsOwnNumbersThroughTwoMaps() {
    try (Prompt prompt = new Prompt("bert", FRESH);
        SoftRows rows = prompt.rows(SoftOptions.Encoder.MLP, 1)) {
      ImmutableMap<String, Tensor> own = rows.parameters();
      float[] numbers = own.get(NUMBERS).toFloats();
      float[] inner = own.get("soft_encoder/inner.weight").toFloats();
      float[] outer = own.get("soft_encoder/outer.weight").toFloats();
      int hidden = (int) Math.sqrt(inner.length);
      float[] read = read(rows);

      for (int out = 0; out < hidden; out++) {
        double expected = 0;
        for (int j = 0; j < hidden; j++) {
          double sum = 0;
          for (int i = 0; i < hidden; i++) {
            sum += (double) inner[j * hidden + i] * numbers[hidden + i];
          }
          expected += outer[out * hidden + j] * Math.max(0, sum);
        }
        assertThat((double) read[hidden + out]).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void anLstmReadsTheRowsAsOneSequenceBothWays(SoftOptions.Encoder encoder) {
    try (Prompt prompt = new Prompt("bert", FRESH);
        SoftRows rows = prompt.rows(encoder, 1)) {
      float[] before = read(rows);
      Tensor numbers = rows.parameters().get(NUMBERS);
      float[] moved = numbers.toFloats();
      int hidden = moved.length / 4;
      moved[hidden] += 3;
      Scope.run(() -> Memory.assign(numbers, Tensor.of(moved, 4, hidden)));
      float[] after = read(rows);

      boolean mixes = encoder == SoftOptions.Encoder.LSTM;
      for (int row = 0; row < 4; row++) {
        boolean same =
            Arrays.equals(
                before, row * hidden, (row + 1) * hidden, after, row * hidden, (row + 1) * hidden);
        assertThat(same).as("row %d stays", row).isEqualTo(row != 1 && !mixes);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("encodersAndFamilies")
  void everyTensorGetsTheGradientThatDifferencesShow(SoftOptions.Encoder encoder, String family) {
    try (Prompt prompt = new Prompt(family, FRESH);
        SoftRows rows = prompt.rows(encoder, 3)) {
      ImmutableList<Tensor> own = ImmutableList.copyOf(rows.parameters().values());
      ImmutableList<String> names = ImmutableList.copyOf(rows.parameters().keySet());
      List<float[]> gradients =
          Scope.get(
              () -> {
                rows.trained();
                Tensor loss = Gradients.recording(() -> prompt.loss(rows));
                churn();
                return Gradients.of(loss, own).stream().map(Tensor::toFloats).toList();
              });
      rows.frozen();

      for (int i = 0; i < own.size(); i++) {
        float[] gradient = gradients.get(i);
        double expected = 0;
        for (float part : gradient) {
          expected += (double) part * part;
        }
        assertThat(expected).as(names.get(i)).isPositive();
        double best = Double.POSITIVE_INFINITY;
        for (double step : new double[] {1e-1, 1e-2, 1e-3}) {
          double scaled = step / Math.sqrt(expected);
          double difference =
              lossAt(prompt, rows, own.get(i), gradient, scaled)
                  - lossAt(prompt, rows, own.get(i), gradient, -scaled);
          double found = difference / (2 * scaled);
          best = Math.min(best, Math.abs(found - expected) / expected);
        }
        assertThat(best).as(names.get(i)).isLessThan(1.5e-2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void foldingKeepsWhatTheModelReadsAndNothingElse(SoftOptions.Encoder encoder) {
    int before = Tensor.liveCount();
    try (Prompt prompt = new Prompt("bert", FRESH)) {
      int without = Tensor.liveCount();
      SoftRows rows = prompt.rows(encoder, 1).trained();
      float[] read = read(rows);

      rows.fold();

      assertThat(rows.isEncoded()).isFalse();
      assertThat(rows.tensor().toFloats()).isEqualTo(read);
      assertThat(rows.parameters()).containsOnlyKeys(NUMBERS);
      assertThat(rows.tensor().isTrainable()).isTrue();
      assertThat(Tensor.liveCount()).isEqualTo(without + 1);
      rows.fold();
      assertThat(rows.tensor().toFloats()).isEqualTo(read);
      rows.close();
    }
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void keptRowsAreRunAnewWhereTheEncoderHasChanged() {
    try (Prompt prompt = new Prompt("bert", FRESH);
        SoftRows rows = prompt.rows(SoftOptions.Encoder.MLP, 1);
        KeptRows store = new KeptRows()) {
      PromptModel model = prompt.model(rows);
      store.of(model, prompt.prompts.encodeAll(EXAMPLES), prompt.prompts::collate).close();
      Tensor bias = rows.parameters().get("soft_encoder/outer.bias");
      Scope.run(() -> Memory.assign(bias, Tensor.of(ones(bias.size(0)), bias.shape())));

      store.of(model, prompt.prompts.encodeAll(EXAMPLES), prompt.prompts::collate).close();

      assertThat(store.runs()).isEqualTo(2);
      assertThat(model.isFixed()).isTrue();
      rows.trained();
      assertThat(model.isFixed()).isFalse();
    }
  }

  private static float[] ones(long count) {
    float[] ones = new float[(int) count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static float[] read(SoftRows rows) {
    return Gradients.pausing(() -> Scope.get(() -> rows.tensor().toFloats()));
  }

  private static double lossAt(
      Prompt prompt, SoftRows rows, Tensor moving, float[] gradient, double step) {
    float[] start = moving.toFloats();
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * gradient[i]);
    }
    return Scope.get(
        () -> {
          Memory.assign(moving, Tensor.of(moved, moving.shape()));
          double loss = prompt.loss(rows).item();
          Memory.assign(moving, Tensor.of(start, moving.shape()));
          return loss;
        });
  }

  /** Frees what nothing in Java holds any more, and writes over what was freed. */
  private static void churn() {
    System.gc();
    List<ByteBuffer> held =
        IntStream.range(0, 5000)
            .mapToObj(i -> ByteBuffer.allocateDirect(32).putDouble(777).putDouble(777))
            .toList();
    assertThat(held).hasSize(5000);
  }

  private static double deviation(float[] numbers) {
    double sum = 0;
    double squares = 0;
    for (float number : numbers) {
      sum += number;
      squares += (double) number * number;
    }
    double mean = sum / numbers.length;
    return Math.sqrt(squares / numbers.length - mean * mean);
  }

  /** A template on one of the small random models. */
  private static final class Prompt implements AutoCloseable {
    private final PretrainedTokenizer tokenizer;
    private final LanguageModel plm;
    private final PromptTokenizer prompts;

    Prompt(String family, String template) {
      Path folder = Path.of("src/test/resources/golden/openprompt", family);
      this.tokenizer = PretrainedTokenizer.load(folder);
      this.plm = Architectures.load(folder, LoadOptions.defaults());
      this.prompts =
          new PromptTokenizer(
              tokenizer,
              Template.parse(template),
              plm.shape().kind(),
              PromptTokenizerOptions.defaults().withMaxLength(64));
    }

    SoftRows rows(SoftOptions.Encoder encoder, long seed) {
      return rows(SoftOptions.defaults().withEncoder(encoder), seed);
    }

    SoftRows rows(SoftOptions options, long seed) {
      return SoftRows.start(prompts.softLayout(), plm, options, Seeds.of(seed));
    }

    PromptModel model(SoftRows rows) {
      return new PromptModel(plm, Optional.of(rows), NumberFormat.F32);
    }

    float[] table() {
      return plm.parameters().get(0).tensor().toFloats();
    }

    Tensor loss(SoftRows rows) {
      PromptBatch batch = prompts.collate(prompts.encodeAll(EXAMPLES));
      return Losses.crossEntropy(
          model(rows).score(batch).logits(),
          Tensor.of(new long[] {5, 77, 300}, 3),
          ImmutableList.of(),
          0);
    }

    @Override
    public void close() {
      plm.close();
      tokenizer.close();
    }
  }
}
