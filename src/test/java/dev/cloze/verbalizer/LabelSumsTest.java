package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.ImmutableIntArray;
import org.junit.jupiter.api.Test;

/** Three examples, the probabilities of three tokens, of which the first and the last are asked. */
class LabelSumsTest {
  private static final double[][] LOGITS = {
    {Math.log(0.5), Math.log(0.25), Math.log(0.25)},
    {Math.log(0.1) + 7, Math.log(0.6) + 7, Math.log(0.3) + 7},
    {Math.log(0.2), Math.log(0.2), Math.log(0.6)}
  };
  private static final LabelSums SUMS =
      LabelSums.of(
          WholeMaskStates.support(LOGITS),
          3,
          ImmutableIntArray.of(0, 2),
          ImmutableIntArray.of(0, 0, 1),
          2);

  @Test
  void logProbabilitiesAreSummedByLabel() {
    assertThat(SUMS.logs(0).toArray())
        .containsExactly(new double[] {Math.log(0.5 * 0.1), Math.log(0.25 * 0.3)}, within(1e-5));
    assertThat(SUMS.logs(1).toArray())
        .containsExactly(new double[] {Math.log(0.2), Math.log(0.6)}, within(1e-5));
  }

  @Test
  void theLikelihoodRatioIsThatOfTheDefinition() {
    double own = Math.log(0.5 / 0.5) + Math.log(0.1 / 0.9);
    double others = Math.log(0.8 / 0.2);

    assertThat(SUMS.likelihoodRatio(0, false).get(0)).isCloseTo(own + others, within(1e-5));
    assertThat(SUMS.likelihoodRatio(0, true).get(0)).isCloseTo(own + 2 * others, within(1e-5));
    assertThat(SUMS.likelihoodRatio(1, true).get(0))
        .isCloseTo(
            Math.log(0.2 / 0.8) + 0.5 * (Math.log(0.5 / 0.5) + Math.log(0.9 / 0.1)), within(1e-5));
  }

  @Test
  void theCrossEntropyIsThatOfTheDefinition() {
    double own = Math.log(0.25) + Math.log(0.3);

    assertThat(SUMS.crossEntropy(0, false).get(1)).isCloseTo(own + Math.log(0.4), within(1e-5));
    assertThat(SUMS.crossEntropy(0, true).get(1)).isCloseTo(own + 2 * Math.log(0.4), within(1e-5));
  }

  @Test
  void aCertainTokenGivesAFiniteFigure() {
    LabelSums sums =
        LabelSums.of(
            WholeMaskStates.support(new double[][] {{200, 0}, {0, 200}}),
            2,
            ImmutableIntArray.of(0, 1),
            ImmutableIntArray.of(0, 1),
            2);

    assertThat(sums.likelihoodRatio(0, true).get(0)).isFinite().isPositive();
    assertThat(sums.crossEntropy(1, true).get(0)).isFinite().isNegative();
  }
}
