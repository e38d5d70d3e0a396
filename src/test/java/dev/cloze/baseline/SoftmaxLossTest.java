package dev.cloze.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoftmaxLossTest {
  private static final double SMALL = 1e-5;

  /** Three texts, two features, three classes; the last text has no features. */
  private static final SoftmaxLoss LOSS =
      new SoftmaxLoss(
          ImmutableList.of(row(new int[] {0, 1}, 0.6, 0.8), row(new int[] {1}, 1), row(new int[0])),
          ImmutableIntArray.of(0, 2, 1),
          2,
          3,
          0.5);

  @Test
  void withoutWeightsEveryClassIsAsLikely() {
    assertThat(LOSS.value(new double[LOSS.dimension()])).isCloseTo(3 * Math.log(3), within(1e-12));
  }

  @Test
  void weightsArePenalizedAndBiasesAreNot() {
    // all classes score the same, so that only the penalty changes: 0.5 / 2 of 3 ones, of 0 ones
    assertThat(LOSS.value(new double[] {1, 1, 1, 0, 0, 0, 0, 0, 0}))
        .isCloseTo(3 * Math.log(3) + 0.75, within(1e-12));
    assertThat(LOSS.value(new double[] {0, 0, 0, 0, 0, 0, 1, 1, 1}))
        .isCloseTo(3 * Math.log(3), within(1e-12));
  }

  @Test
  void scoresThatAreFarApartDoNotOverflow() {
    // biases 1000, 0, 0: the right classes are 0, 2, 1, so two texts lose 1000
    assertThat(LOSS.value(new double[] {0, 0, 0, 0, 0, 0, 1000, 0, 0}))
        .isCloseTo(2000, within(1e-9));
  }

  @Test
  void theGradientIsTheSlopeOfTheValue() {
    double[] point = random(1);
    double[] direction = random(2);
    double slope =
        (LOSS.value(Vectors.moved(point, SMALL, direction))
                - LOSS.value(Vectors.moved(point, -SMALL, direction)))
            / (2 * SMALL);

    assertThat(Vectors.dot(LOSS.derivatives(point).gradient(), direction))
        .isCloseTo(slope, within(1e-8));
  }

  @Test
  void theCurvatureIsTheSlopeOfTheGradient() {
    double[] point = random(3);
    double[] direction = random(4);
    double[] ahead = LOSS.derivatives(Vectors.moved(point, SMALL, direction)).gradient();
    double[] behind = LOSS.derivatives(Vectors.moved(point, -SMALL, direction)).gradient();

    double[] curvature = LOSS.derivatives(point).curvature(direction);

    for (int i = 0; i < curvature.length; i++) {
      assertThat(curvature[i]).isCloseTo((ahead[i] - behind[i]) / (2 * SMALL), within(1e-8));
    }
  }

  private static double[] random(long seed) {
    return new Random(seed).doubles(LOSS.dimension(), -1, 1).toArray();
  }

  private static SparseRow row(int[] columns, double... values) {
    return new SparseRow(ImmutableIntArray.copyOf(columns), ImmutableDoubleArray.copyOf(values));
  }
}
