package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  // 4 steps of warm-up of 12: 1/4, 2/4, 3/4, 1; then 8 steps: 1 - k/8, or (1 + cos(pi k/8)) / 2
  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0, 0.25",
    "CONSTANT, 3, 1",
    "CONSTANT, 11, 1",
    "LINEAR, 1, 0.5",
    "LINEAR, 4, 1",
    "LINEAR, 8, 0.5",
    "LINEAR, 11, 0.125",
    "LINEAR, 12, 0",
    "COSINE, 4, 1",
    "COSINE, 6, 0.853553391",
    "COSINE, 8, 0.5",
    "COSINE, 12, 0",
    "TRAPEZOID, 4, 1",
    "TRAPEZOID, 9, 1",
    "TRAPEZOID, 11, 0.416666667",
    "TRAPEZOID, 12, 0"
  })
  void risesThenFalls(Schedule.Shape shape, long step, double factor) {
    assertThat(new Schedule(shape, 4, 12).factor(step)).isCloseTo(factor, within(1e-9));
  }

  @Test
  void takesTheWarmUpAsAShareOfAllSteps() {
    assertThat(Schedule.of(Schedule.Shape.LINEAR, 0.1, 45))
        .isEqualTo(new Schedule(Schedule.Shape.LINEAR, 5, 45));
  }

  @Test
  void startsAtThePeakWithoutWarmUp() {
    assertThat(Schedule.of(Schedule.Shape.LINEAR, 0, 10).factor(0)).isEqualTo(1);
  }

  @Test
  void staysAtThePeakWhereItIsConstant() {
    assertThat(Schedule.constant().factor(0)).isEqualTo(1);
    assertThat(Schedule.constant().factor(1_000_000)).isEqualTo(1);
  }

  @Test
  void refusesAWarmUpLongerThanTheTraining() {
    assertThatThrownBy(() -> new Schedule(Schedule.Shape.LINEAR, 5, 4))
        .hasMessage("5 warm-up steps of 4 in all");
  }
}
