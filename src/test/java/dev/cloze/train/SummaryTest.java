package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void theDeviationIsThatOfASample() {
    // mean 5; squares 9 + 1 + 1 + 9 = 20 over 4 - 1
    Summary summary = Summary.of(new double[] {2, 4, 6, 8});

    assertThat(summary.mean()).isEqualTo(5);
    assertThat(summary.deviation()).isCloseTo(Math.sqrt(20.0 / 3), within(1e-15));
    assertThat(summary.count()).isEqualTo(4);
  }

  @Test
  void oneValueDoesNotDeviate() {
    assertThat(Summary.of(new double[] {0.8})).isEqualTo(new Summary(0.8, 0, 1));
  }

  @Test
  void refusesNoValues() {
    assertThatThrownBy(() -> Summary.of(new double[0])).hasMessage("no values to sum up");
  }
}
