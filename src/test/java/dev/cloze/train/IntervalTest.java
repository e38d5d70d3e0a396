package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
  /** The square of the normal distribution's 97.5 % quantile, to six places. */
  private static final double SQUARE = 3.841459;

  @Test
  void isThatOfWilson() {
    // 8 of 10: (8 + 1.920729 -+ 1.959964 sqrt(1.6 + 0.960365)) / 13.841459
    Interval interval = Interval.wilson(8, 10);

    assertThat(interval.low()).isCloseTo(0.490162, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.943318, within(1e-6));
  }

  @Test
  void staysInsideWhereNoneOrAllAreRight() {
    // the square root is half the square, so that one end is 0 or 1 and the other z^2 / (n + z^2)
    double width = SQUARE / (10 + SQUARE);

    assertThat(Interval.wilson(0, 10).low()).isZero();
    assertThat(Interval.wilson(0, 10).high()).isCloseTo(width, within(1e-6));
    assertThat(Interval.wilson(10, 10).low()).isCloseTo(1 - width, within(1e-6));
    assertThat(Interval.wilson(10, 10).high()).isCloseTo(1, within(1e-15));
  }

  @Test
  void knowsNothingOfNoExamples() {
    assertThat(Interval.wilson(0, 0)).isEqualTo(new Interval(0, 1));
  }

  @Test
  void narrowsWithTheRootOfTheCount() {
    // 4 times the examples, half the width, up to the few examples that the formula adds
    double few = width(Interval.wilson(800, 1000));
    double many = width(Interval.wilson(3200, 4000));

    assertThat(many / few).isCloseTo(0.5, within(1e-3));
  }

  @Test
  void refusesMoreRightThanThereAre() {
    assertThatThrownBy(() -> Interval.wilson(3, 2)).hasMessage("3 right of 2 examples");
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }
}
