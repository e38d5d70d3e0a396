package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RarestTest {
  private static final double[] PRIORS = {0.3, 0.1, 0.4, 0.1, 0.2};

  @Test
  void theLowestShareOfThePriorsRoundedDownIsRare() {
    assertThat(Rarest.of(PRIORS, 0.5)).hasToString("{1, 3}");
    assertThat(Rarest.of(PRIORS, 0.6)).hasToString("{1, 3, 4}");
    assertThat(Rarest.of(PRIORS, 0)).hasToString("{}");
  }

  @Test
  void amongEqualPriorsTheFirstIsRare() {
    assertThat(Rarest.of(PRIORS, 0.2)).hasToString("{1}");
  }
}
