package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualVerbalizerTest {
  private static final LabelWords WORDS =
      NumberedWords.words(List.of(List.of("1", "4"), List.of("2"), List.of("5", "1", "0")));
  private static final double[][] LOGITS = {{0.3, -1.2, 2.5, 9, 0.7, -0.4, 9}};
  private static final double[][] SUPPORT = {
    {1.1, 0.2, -0.6, 3, 0.9, 2.0, -3}, {-0.3, 0.8, 0.4, 3, -1.5, 1.0, -3}
  };

  @Test
  void defaultsAreOpenPrompts() {
    assertThat(ManualVerbalizerOptions.defaults())
        .isEqualTo(new ManualVerbalizerOptions(MultiTokenHandler.FIRST, true));
    assertThat(WORDS.prefix()).isEqualTo(" ");
    assertThat(WORDS.entries().get(0).words().get(0).weight()).isEqualTo(1);
  }

  @Test
  void asksForTheDistinctTokensOfItsWordsAlone() {
    LabelWords words = NumberedWords.words(List.of(List.of("7 3", "5"), List.of("7 1", "2 5")));

    ManualVerbalizer first = NumberedWords.verbalizer(words, ManualVerbalizerOptions.defaults());
    ManualVerbalizer mean =
        NumberedWords.verbalizer(
            words, ManualVerbalizerOptions.defaults().withHandler(MultiTokenHandler.MEAN));

    assertThat(first.tokenIds().asList()).containsExactly(2, 5, 7);
    assertThat(mean.tokenIds().asList()).containsExactly(1, 2, 3, 5, 7);
  }

  @Test
  void aHeavierWordPullsItsLabelsMean() {
    LabelWords even = NumberedWords.words(List.of(List.of("0", "1"), List.of("2")));
    LabelWords uneven = even.withWeight("label0", "1", 3);
    double[][] logits = {{0, 2, 1}};
    double normaliser = Math.log(Math.exp(0) + Math.exp(2) + Math.exp(1));

    assertThat(scores(verbalizer(even), logits))
        .containsExactly(new double[] {1 - normaliser, 1 - normaliser}, within(1e-6));
    assertThat(scores(verbalizer(uneven), logits))
        .containsExactly(new double[] {1.5 - normaliser, 1 - normaliser}, within(1e-6));
  }

  @Test
  void equalScoresOnSupportTextsCalibrateNothing() {
    ManualVerbalizer plain = verbalizer(WORDS);
    ManualVerbalizer calibrated =
        plain.calibrated(calibration(plain, new double[][] {{2, 2, 2, 2, 2, 2, 2}}));

    assertThat(scores(calibrated, LOGITS)).containsExactly(scores(plain, LOGITS), within(1e-5));
  }

  @Test
  void calibrationLeavesTheVerbalizerItCameFromAsItWas() {
    ManualVerbalizer plain = verbalizer(WORDS);
    double[] before = scores(plain, LOGITS);

    ManualVerbalizer calibrated = plain.calibrated(calibration(plain, SUPPORT));

    assertThat(scores(plain, LOGITS)).isEqualTo(before);
    assertThat(scores(calibrated, LOGITS)).isNotEqualTo(before);
  }

  @Test
  void calibrationIsTheMeanOfTheScoresOverAllBatches() {
    ManualVerbalizer verbalizer = verbalizer(WORDS);
    Calibrator inTwo = verbalizer.calibrator();

    Scope.run(
        () -> {
          inTwo.add(GivenMaskStates.of(new double[][] {SUPPORT[0]}));
          inTwo.add(GivenMaskStates.of(new double[][] {SUPPORT[1], SUPPORT[1]}));
        });

    Calibration calibration = inTwo.calibration();
    assertThat(calibration.examples()).isEqualTo(3);
    assertThat(calibration.means())
        .containsOnlyKeys("token 0", "token 1", "token 2", "token 4", "token 5");
    for (int id : List.of(0, 1, 2, 4, 5)) {
      assertThat(calibration.means().get("token " + id))
          .isCloseTo((SUPPORT[0][id] + 2 * SUPPORT[1][id]) / 3, within(1e-6));
    }
  }

  @Test
  void failsWhenTheCalibrationIsOfOtherTokens() {
    ManualVerbalizer one = verbalizer(NumberedWords.words(List.of(List.of("0"), List.of("3"))));
    Calibration calibration = calibration(one, SUPPORT);

    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> verbalizer(WORDS).calibrated(calibration))
        .withMessageContaining("token 1 was not calibrated");
  }

  /**
   * With q the (calibrated) probabilities of the words and a the words' shares in label l's mean, d
   * score(l) / d word score(j) = a(j) - q(j).
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientsFlowToTheTokensScores(boolean isCalibrated) {
    ManualVerbalizer plain = verbalizer(WORDS);
    ManualVerbalizer verbalizer =
        isCalibrated ? plain.calibrated(calibration(plain, SUPPORT)) : plain;
    int[] tokens = {1, 4, 2, 5, 1, 0};
    double[][] shares = {
      {0.5, 0.5, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0}, {0, 0, 0, 1 / 3.0, 1 / 3.0, 1 / 3.0}
    };
    double[] q = wordProbabilities(tokens, isCalibrated);
    for (int label = 0; label < 3; label++) {
      double[] expected = new double[LOGITS[0].length];
      for (int word = 0; word < tokens.length; word++) {
        expected[tokens[word]] += shares[label][word] - q[word];
      }

      assertThat(gradient(verbalizer, label)).containsExactly(expected, within(1e-5));
    }
  }

  @Test
  void trainsThroughCalibration() {
    ManualVerbalizer plain = verbalizer(WORDS);
    ManualVerbalizer verbalizer = plain.calibrated(calibration(plain, SUPPORT));
    double[][] logits = {LOGITS[0].clone(), LOGITS[0].clone()};
    List<Float> losses = new ArrayList<>();

    for (int step = 0; step < 30; step++) {
      float[] gradient = Scope.get(() -> stepGradient(verbalizer, logits, losses));
      for (int i = 0; i < gradient.length; i++) {
        logits[i / logits[0].length][i % logits[0].length] -= 2 * gradient[i];
      }
    }

    assertThat(losses.get(0)).isGreaterThan(0.7f);
    assertThat(losses.get(29)).isLessThan(0.1f);
  }

  private static float[] stepGradient(
      ManualVerbalizer verbalizer, double[][] logits, List<Float> losses) {
    return Gradients.recording(
        () -> {
          Tensor x = GivenMaskStates.tensor(logits).trainable();
          Tensor scores = verbalizer.score(new GivenMaskStates(x, 1));
          Tensor targets = Tensor.of(new long[] {0, 2}, 2);
          Tensor loss = Losses.crossEntropy(scores, targets, List.of(), 0);
          losses.add(loss.item());
          return Gradients.of(loss, List.of(x)).get(0).toFloats();
        });
  }

  private static double[] gradient(ManualVerbalizer verbalizer, int label) {
    return Scope.get(
        () ->
            Gradients.recording(
                () -> {
                  Tensor x = GivenMaskStates.tensor(LOGITS).trainable();
                  MaskStates states = new GivenMaskStates(x, 1);
                  float[] chosen = new float[3];
                  chosen[label] = 1;
                  Tensor score =
                      Arithmetic.sum(
                          Arithmetic.multiply(verbalizer.score(states), Tensor.of(chosen, 1, 3)));
                  System.gc();
                  return Gradients.of(score, ImmutableList.of(x)).get(0).toDoubles();
                }));
  }

  private static double[] wordProbabilities(int[] tokens, boolean isCalibrated) {
    double[] q = new double[tokens.length];
    double sum = 0;
    for (int i = 0; i < q.length; i++) {
      double support = (SUPPORT[0][tokens[i]] + SUPPORT[1][tokens[i]]) / 2;
      q[i] = Math.exp(LOGITS[0][tokens[i]] - (isCalibrated ? support : 0));
      sum += q[i];
    }
    for (int i = 0; i < q.length; i++) {
      q[i] /= sum;
    }
    return q;
  }

  private static ManualVerbalizer verbalizer(LabelWords words) {
    return NumberedWords.verbalizer(words, ManualVerbalizerOptions.defaults());
  }

  private static Calibration calibration(ManualVerbalizer verbalizer, double[][] support) {
    return Scope.get(
        () -> {
          Calibrator calibrator = verbalizer.calibrator();
          calibrator.add(GivenMaskStates.of(support));
          return calibrator.calibration();
        });
  }

  private static double[] scores(ManualVerbalizer verbalizer, double[][] logits) {
    return Scope.get(() -> verbalizer.score(GivenMaskStates.of(logits)).toDoubles());
  }
}
