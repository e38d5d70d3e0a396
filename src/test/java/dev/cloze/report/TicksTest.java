package dev.cloze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void stepsByRoundNumbers() {
    assertThat(labels(Ticks.around(0, 1.2, 5)))
        .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0", "1.2");
    assertThat(labels(Ticks.around(0.013, 0.047, 4)))
        .containsExactly("0.01", "0.02", "0.03", "0.04", "0.05");
    assertThat(labels(Ticks.around(0, 100, 5))).containsExactly("0", "20", "40", "60", "80", "100");
  }

  @Test
  void reachesAroundWhatItIsGiven() {
    Ticks ticks = Ticks.around(71.3, 88.9, 5);

    assertThat(ticks.low()).isEqualTo(70);
    assertThat(ticks.high()).isEqualTo(90);
  }

  @Test
  void hasAnExtentWhereThereIsNone() {
    assertThat(Ticks.around(0.5, 0.5, 5).high()).isGreaterThan(Ticks.around(0.5, 0.5, 5).low());
    assertThat(labels(Ticks.around(0, 0, 5))).containsExactly("0.0", "0.2");
  }

  @Test
  void countsEpochsByWholeNumbers() {
    assertThat(labels(Ticks.within(1, 3, 6))).containsExactly("1", "2", "3");
    assertThat(labels(Ticks.within(1, 12, 6))).containsExactly("2", "4", "6", "8", "10", "12");
    assertThat(labels(Ticks.within(1, 1, 6))).containsExactly("1");
  }

  private static List<String> labels(Ticks ticks) {
    return ticks.values().stream().map(ticks::label).toList();
  }
}
