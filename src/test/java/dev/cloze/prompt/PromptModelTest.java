package dev.cloze.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Floats;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelError;
import dev.cloze.template.Template;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptBatch;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptModelTest {
  private static final List<Example> EXAMPLES =
      List.of(
          Example.of("The harbour was closed."),
          Example.of("A quiet robot painted the football trophy twice a week."),
          Example.of("Soup."));

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void scoresOfSomeTokensAreThoseOfAll(String family) {
    try (Prompt prompt = new Prompt(family, "{\"placeholder\":\"text_a\"} It was {\"mask\"}.")) {
      PromptBatch batch = prompt.batch(EXAMPLES);
      int[] ids = {7, 400, 33};

      float[] some =
          Scope.get(() -> prompt.model(Optional.empty()).score(batch).logits(ids).toFloats());
      float[] all =
          Scope.get(() -> prompt.model(Optional.empty()).score(batch).logits().toFloats());

      for (int i = 0; i < some.length; i++) {
        int vocabulary = all.length / EXAMPLES.size();
        assertThat(some[i]).isCloseTo(all[i / 3 * vocabulary + ids[i % 3]], within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void rowsThatStartFromWordsScoreAsTheWordsDo(String family) {
    String words = "{\"placeholder\":\"text_a\"} It was {\"mask\"}";
    String soft = "{\"placeholder\":\"text_a\"} {\"soft\":\"It was\"} {\"mask\"}";
    try (Prompt hard = new Prompt(family, words);
        Prompt laid = new Prompt(family, soft);
        SoftRows rows = laid.rows(1)) {
      float[] expected =
          Scope.get(
              () -> hard.model(Optional.empty()).score(hard.batch(EXAMPLES)).logits().toFloats());

      float[] found =
          Scope.get(
              () -> laid.model(Optional.of(rows)).score(laid.batch(EXAMPLES)).logits().toFloats());

      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
      }
    }
  }

  /**
   * A prefix in front of the first token shifts every position; the rows are read where the masks
   * then are.
   */
  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void aPrefixThatStartsFromWordsIsReadAsTheWordsInFrontOfTheFirstToken(String family) {
    String template =
        "{\"soft\":\"It was\",\"front\":True}{\"placeholder\":\"text_a\"} It was {\"mask\"}.";
    try (Prompt prompt = new Prompt(family, template);
        SoftRows rows = prompt.rows(1)) {
      PromptBatch laid = prompt.batch(EXAMPLES);
      PromptBatch hard =
          prompt.prompts.collate(
              prompt.prompts.encodeAll(EXAMPLES).stream().map(prompt::hard).toList());

      float[] found = Scope.get(() -> readings(prompt.model(Optional.of(rows)), laid));
      float[] expected = Scope.get(() -> readings(prompt.model(Optional.empty()), hard));

      assertThat(laid.softIds()).contains(1, 2);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void aPrefixAndALongTextFillThePositionsAndNoMore(String family) {
    String template =
        "{\"soft\":None,\"duplicate\":20,\"front\":True}{\"placeholder\":\"text_a\"} {\"mask\"}";
    try (Prompt prompt = new Prompt(family, template);
        SoftRows rows = prompt.rows(1)) {
      int positions = prompt.plm.shape().positions();
      PromptTokenizer prompts =
          new PromptTokenizer(
              prompt.tokenizer,
              Template.parse(template),
              prompt.plm.shape().kind(),
              PromptTokenizerOptions.defaults().withMaxLength(positions));
      PromptBatch batch = prompts.batch(List.of(Example.of("robot ".repeat(positions))));

      float[] found = Scope.get(() -> readings(prompt.model(Optional.of(rows)), batch));

      assertThat(batch.length()).isEqualTo(positions);
      for (float number : found) {
        assertThat(number).isFinite();
      }
    }
  }

  private static float[] readings(PromptModel model, PromptBatch batch) {
    return Floats.concat(
        model.score(batch).hidden().toFloats(), model.score(batch).logits().toFloats());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void freshRowsHaveTheScaleOfTheModelAndComeFromTheSeed(String family) {
    try (Prompt prompt = new Prompt(family, "{\"soft\":None,\"duplicate\":40} {\"mask\"}");
        SoftRows first = prompt.rows(1);
        SoftRows again = prompt.rows(1);
        SoftRows other = prompt.rows(2)) {
      float[] numbers = first.tensor().toFloats();

      assertThat(numbers).containsExactly(again.tensor().toFloats());
      assertThat(numbers).isNotEqualTo(other.tensor().toFloats());
      assertThat(deviation(numbers) / deviation(prompt.table())).isBetween(0.9, 1.1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void softRowsGetTheGradientThatDifferencesShow(String family) {
    String template =
        "{\"soft\":None,\"duplicate\":3} {\"placeholder\":\"text_a\"} {\"soft\"} {\"mask\"}";
    try (Prompt prompt = new Prompt(family, template);
        SoftRows rows = prompt.rows(3)) {
      float[] start = rows.tensor().toFloats();
      float[] gradient =
          Scope.get(
              () -> {
                rows.tensor().trainable();
                Tensor loss = Gradients.recording(() -> prompt.loss(rows));
                churn();
                return Gradients.of(loss, ImmutableList.of(rows.tensor())).get(0).toFloats();
              });
      int hidden = gradient.length / 4;

      for (int row = 0; row < 4; row++) {
        double expected = 0;
        for (int i = row * hidden; i < (row + 1) * hidden; i++) {
          expected += (double) gradient[i] * gradient[i];
        }
        assertThat(expected).as("row %d", row).isPositive();
        double best = Double.POSITIVE_INFINITY;
        for (double step : new double[] {1e-1, 3e-2, 1e-2}) {
          double scaled = step / Math.sqrt(expected);
          double above = lossAt(prompt, start, gradient, row, hidden, scaled);
          double below = lossAt(prompt, start, gradient, row, hidden, -scaled);
          double found = (above - below) / (2 * scaled);
          best = Math.min(best, Math.abs(found - expected) / expected);
        }
        assertThat(best).as("row %d", row).isLessThan(1.5e-2);
      }
    }
  }

  @Test
  void failsWhenTheTokenizerIsOfALargerModel() {
    try (Prompt prompt = new Prompt("bert", "{\"placeholder\":\"text_a\"} {\"mask\"}")) {
      EncodedPrompt known = prompt.prompts.encode(EXAMPLES.get(0));
      int[] ids = known.ids().toArray();
      ids[1] = 480;
      EncodedPrompt foreign =
          new EncodedPrompt(
              "foreign",
              ImmutableIntArray.copyOf(ids),
              known.softIds(),
              known.tokenTypes(),
              known.roles(),
              known.maskPositions(),
              0);
      PromptBatch batch = prompt.prompts.collate(List.of(foreign));

      assertThatThrownBy(() -> Scope.run(() -> prompt.model(Optional.empty()).score(batch)))
          .isInstanceOfSatisfying(
              ClozeException.class,
              e -> assertThat(e.code()).isEqualTo(ModelError.TOKEN_OUT_OF_RANGE))
          .hasMessage(
              "the tokenizer made token number 480, the model has tokens 0 to 479; both must come"
                  + " from one model");
    }
  }

  private static double lossAt(
      Prompt prompt, float[] start, float[] gradient, int row, int hidden, double step) {
    float[] moved = start.clone();
    for (int i = row * hidden; i < (row + 1) * hidden; i++) {
      moved[i] += (float) (step * gradient[i]);
    }
    try (SoftRows rows = SoftRows.of(moved, start.length / hidden, hidden)) {
      return Scope.get(() -> (double) prompt.loss(rows).item());
    }
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

    PromptModel model(Optional<SoftRows> rows) {
      return new PromptModel(plm, rows, NumberFormat.F32);
    }

    PromptBatch batch(List<Example> examples) {
      return prompts.collate(prompts.encodeAll(examples));
    }

    SoftRows rows(long seed) {
      return SoftRows.start(prompts.softLayout(), plm, Seeds.of(seed));
    }

    /** The same prompt with the words that its soft rows start from. */
    EncodedPrompt hard(EncodedPrompt soft) {
      int[] ids = soft.ids().toArray();
      for (int i = 0; i < ids.length; i++) {
        int row = soft.softIds().get(i);
        ids[i] = row == 0 ? ids[i] : prompts.softLayout().initialToken(row).getAsInt();
      }
      return new EncodedPrompt(
          soft.exampleId(),
          ImmutableIntArray.copyOf(ids),
          soft.tokenTypes(), // all 0
          soft.tokenTypes(),
          soft.roles(),
          soft.maskPositions(),
          0);
    }

    float[] table() {
      return plm.parameters().get(0).tensor().toFloats();
    }

    Tensor loss(SoftRows rows) {
      return Losses.crossEntropy(
          model(Optional.of(rows)).score(batch(EXAMPLES)).logits(),
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
