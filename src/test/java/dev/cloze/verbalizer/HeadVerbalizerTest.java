package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.MaskRows;
import dev.cloze.prompt.MaskStates;
import dev.cloze.prompt.PromptModel;
import dev.cloze.template.Template;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptBatch;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.tokenize.Reads;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadVerbalizerTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/openprompt/bert");
  private static final ImmutableList<String> LABELS = ImmutableList.of("a", "b", "c");
  private static final HeadOptions PLAIN = HeadOptions.defaults().withTransform(false);

  private final PretrainedTokenizer tokenizer = PretrainedTokenizer.load(FOLDER);
  private final LanguageModel plm = Architectures.load(FOLDER, LoadOptions.defaults());
  private final PromptModel model = new PromptModel(plm);
  private final int hidden = plm.shape().hidden();
  private final PromptTokenizer prompts =
      new PromptTokenizer(
              tokenizer,
              Template.parseFragment("{\"placeholder\":\"text_a\"}"),
              plm.shape().kind(),
              PromptTokenizerOptions.defaults().withMaxLength(32))
          .withReads(Reads.SEQUENCE);
  private final PromptBatch batch =
      prompts.batch(TinyContext.TEXTS.stream().map(Example::of).toList());

  @AfterEach
  void close() {
    model.close();
    tokenizer.close();
  }

  private HeadVerbalizer head(HeadOptions options) {
    return HeadVerbalizer.fresh(LABELS, hidden, options, Seeds.of(5).stream("head"));
  }

  private static float[] scores(Verbalizer head, Supplier<MaskStates> states) {
    return Scope.get(() -> head.score(states.get()).toFloats());
  }

  @Test
  void defaults() {
    assertThat(HeadOptions.defaults()).isEqualTo(new HeadOptions(true, Optional.empty()));
    assertThat(MaskStates.USUAL_DROPOUT).isEqualTo(0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesADropoutThatIsNoShare(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeadOptions.defaults().withDropout(share))
        .withMessage("dropout must be from 0 to below 1, was " + share);
  }

  @Test
  void takesATemplateWithoutAMaskOnly() {
    HeadOptions.defaults().requireMasks(0);

    assertThatThrownBy(() -> HeadOptions.defaults().requireMasks(1))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(VerbalizerError.READS_NO_MASK));
    assertThatThrownBy(() -> ManualVerbalizerOptions.defaults().requireMasks(0))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(VerbalizerError.SEVERAL_MASKS));
  }

  /** Normal noise of 0.02 from the named stream, the dense layer first; biases of 0. */
  @Test
  void startsFromTheSameNoiseInEveryProcess() {
    SplittableRandom random = Seeds.of(5).stream("head");
    try (HeadVerbalizer head = head(HeadOptions.defaults())) {
      assertThat(head.parameters().keySet())
          .containsExactly(
              "head/dense.weight", "head/dense.bias", "head/out.weight", "head/out.bias");
      for (String name : List.of("dense", "out")) {
        Tensor weight = head.parameters().get("head/" + name + ".weight");
        int rows = name.equals("dense") ? hidden : LABELS.size();
        assertThat(weight.shape()).containsExactly(rows, hidden);
        for (float value : weight.toFloats()) {
          assertThat(value).isEqualTo((float) (0.02 * random.nextGaussian()));
        }
        assertThat(head.parameters().get("head/" + name + ".bias").toFloats())
            .hasSize(rows)
            .containsOnly(0);
      }
    }
  }

  /** In plain Java, from the hidden states and numbers that are not small. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void scoresAsTheLayersSay(boolean transform) {
    try (HeadVerbalizer head = head(HeadOptions.defaults().withTransform(transform))) {
      float[] found = scores(head, () -> model.score(batch));
      float[] x = Scope.get(() -> model.score(batch).hidden().toFloats());
      for (int row = 0; row < batch.batch(); row++) {
        double[] read = new double[hidden];
        for (int i = 0; i < hidden; i++) {
          read[i] = x[row * hidden + i];
        }
        if (transform) {
          read = times(head, "dense", read);
          for (int i = 0; i < hidden; i++) {
            read[i] = Math.tanh(read[i]);
          }
        }
        double[] expected = times(head, "out", read);
        for (int label = 0; label < expected.length; label++) {
          assertThat(found[row * expected.length + label])
              .isCloseTo((float) expected[label], within(1e-5f));
        }
      }
    }
  }

  private static double[] times(HeadVerbalizer head, String name, double[] x) {
    float[] weight = head.parameters().get("head/" + name + ".weight").toFloats();
    float[] bias = head.parameters().get("head/" + name + ".bias").toFloats();
    double[] y = new double[bias.length];
    for (int row = 0; row < y.length; row++) {
      y[row] = bias[row];
      for (int i = 0; i < x.length; i++) {
        y[row] += weight[row * x.length + i] * x[i];
      }
    }
    return y;
  }

  @Test
  void dropsOutInTrainingOnly() {
    try (HeadVerbalizer usual = head(HeadOptions.defaults());
        HeadVerbalizer own = head(HeadOptions.defaults().withDropout(0.5));
        HeadVerbalizer none = head(HeadOptions.defaults().withDropout(0))) {
      float[] scored = scores(usual, () -> model.score(batch));

      assertThat(scores(own, () -> model.score(batch))).isEqualTo(scored);
      assertThat(scores(usual, () -> model.train(batch, Optional.of(0.0))))
          .containsExactly(scored, within(1e-6f));
      assertThat(scores(none, () -> model.train(batch, Optional.of(0.0))))
          .containsExactly(scored, within(1e-6f));
      assertThat(changed(scores(own, () -> model.train(batch, Optional.of(0.0))), scored)).isTrue();
    }
  }

  /**
   * Rows that were kept are the model's without dropout; the head's own is drawn anew each time.
   */
  @Test
  void dropsOutOnKeptRows() {
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5);
    try (MaskRows rows = MaskRows.of(model, batch.prompts(), prompts::collate);
        HeadVerbalizer usual = head(PLAIN);
        HeadVerbalizer none = head(PLAIN.withDropout(0))) {
      float[] scored = scores(usual, () -> rows.at(all));

      assertThat(scores(none, () -> rows.train(all, Optional.empty()))).isEqualTo(scored);
      assertThat(scores(usual, () -> rows.train(all, Optional.of(0.0)))).isEqualTo(scored);
      float[] once = scores(usual, () -> rows.train(all, Optional.empty()));
      assertThat(changed(once, scored)).isTrue();
      assertThat(changed(scores(usual, () -> rows.train(all, Optional.empty())), once)).isTrue();
    }
  }

  /** A tenth of the numbers, where nobody says another share. */
  @Test
  void dropsATenthUnlessToldOtherwise() {
    try (MaskRows rows = MaskRows.of(model, batch.prompts(), prompts::collate)) {
      float[] ones = new float[100_000];
      java.util.Arrays.fill(ones, 1);
      float[] kept =
          Scope.get(
              () ->
                  rows.train(List.of(0), Optional.empty())
                      .dropped(Tensor.of(ones, ones.length), Optional.empty())
                      .toFloats());
      int zeros = 0;
      for (float value : kept) {
        zeros += value == 0 ? 1 : 0;
        assertThat(value).matches(v -> v == 0 || Math.abs(v - 1 / 0.9f) < 1e-3);
      }
      assertThat(zeros).isBetween(9_500, 10_500);
    }
  }

  @Test
  void calibrationTakesALabelsMeanOff() {
    ImmutableMap<String, Double> means = ImmutableMap.of("a", 0.5, "b", -1.0, "c", 0.0);
    try (HeadVerbalizer head = head(PLAIN)) {
      float[] before = scores(head, () -> model.score(batch));
      float[] after = scores(head.calibrated(new Calibration(means, 6)), () -> model.score(batch));

      for (int i = 0; i < before.length; i++) {
        double mean = means.get(LABELS.get(i % LABELS.size()));
        assertThat(after[i]).isCloseTo((float) (before[i] - mean), within(1e-6f));
      }
    }
  }

  private static boolean changed(float[] found, float[] other) {
    for (int i = 0; i < found.length; i++) {
      if (Math.abs(found[i] - other[i]) > 1e-4) {
        return true;
      }
    }
    return false;
  }
}
