package dev.cloze.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "2e-5, 2e-5",
    "0.00012345, 1.23e-4",
    "0.0012345, 0.00123",
    "0.693147, 0.693",
    "0.9996, 1.00",
    "1.5, 1.50",
    "12.345, 12.3",
    "1234.5, 1230",
    "-0.5, -0.500",
    "NaN, not a number",
    "Infinity, ∞"
  })
  void keepsThreeDigits(double value, String shown) {
    assertThat(Numbers.value(value)).isEqualTo(shown);
  }

  @Test
  void keepsAPercentageTogether() {
    assertThat(Numbers.percent(0.87251)).isEqualTo("87.3\u00a0%");
    assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.wholePercent(0.004)).isEqualTo("<1\u00a0%");
    assertThat(Numbers.wholePercent(0.866)).isEqualTo("87\u00a0%");
  }

  @Test
  void countsInWords() {
    assertThat(Numbers.count(1, "example")).isEqualTo("1\u00a0example");
    assertThat(Numbers.count(12345, "example")).isEqualTo("12,345\u00a0examples");
  }
}
