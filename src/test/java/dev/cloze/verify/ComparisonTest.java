package dev.cloze.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.cloze.base.ClozeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
  private final Comparison comparison = new Comparison();

  @Test
  void theLargestDifferenceIsSetAgainstTheLargestRecordedNumberAboveOne() {
    comparison.add("small", new float[] {0.5f, 0.25f}, new float[] {0.5f, 0.125f}, 1);
    comparison.add("large", new float[] {8, 0.25f}, new float[] {8, 0.125f}, 1);

    assertThat(comparison.differences().get(0).difference()).isCloseTo(0.125, within(1e-9));
    assertThat(comparison.differences().get(1).difference()).isCloseTo(0.125 / 8, within(1e-9));
  }

  @Test
  void rowsThatDoNotCountAreNotCompared() {
    comparison.add("t", new float[] {1, 2, 3, 4}, new float[] {1, 2, 9, 9}, 2, row -> row == 0, 0);

    assertThat(comparison.agrees()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void numbersThatAreNoneNeverAgree(float number) {
    comparison.add("first", new float[] {1}, new float[] {1}, 1);
    comparison.add("ours", new float[] {0, number}, new float[] {0, 0}, 1e9);
    comparison.add("theirs", new float[] {0, 0}, new float[] {0, number}, 1e9);
    comparison.add("both", new float[] {number, 0}, new float[] {number, 0}, 1e9);

    assertThat(comparison.differences())
        .extracting(Comparison.Difference::within)
        .containsExactly(true, false, false, false);
    assertThat(comparison.line()).endsWith("of 1e+09: differs");
  }

  @Test
  void nothingComparedIsNoAgreement() {
    assertThat(comparison.agrees()).isFalse();
  }

  @Test
  void failsWhenTheCountsDiffer() {
    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(() -> comparison.add("logits", new float[3], new float[2], 1))
        .withMessage(
            "logits: 2 numbers are recorded, the checkpoint gives 3; record it with this"
                + " checkpoint")
        .satisfies(e -> assertThat(e.code()).isEqualTo(FixtureError.BAD_FIXTURE));
  }
}
