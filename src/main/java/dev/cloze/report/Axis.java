package dev.cloze.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * One side of a chart.
 *
 * @param low the number where it begins
 * @param high the number where it ends
 * @param label what is counted along it, and in which unit
 */
record Axis(Ticks ticks, double low, double high, String label) {
  private static final int STEPS = 5;

  /** An axis that begins and ends with a tick. */
  static Axis of(Ticks ticks, String label) {
    return new Axis(ticks, ticks.low(), ticks.high(), label);
  }

  /**
   * An upper axis that holds all points of {@code series}, never below 0, and spans at least {@code
   * span}.
   */
  static Axis around(List<Series> series, String label, double span) {
    DoubleSummaryStatistics heights =
        series.stream()
            .flatMap(quantity -> quantity.points().stream())
            .mapToDouble(Point::y)
            .summaryStatistics();
    double least = Math.max(0, Math.min(heights.getMin(), heights.getMax() - span));
    double low = least < heights.getMax() ? least : 0;
    return of(Ticks.around(low, heights.getMax(), STEPS), label);
  }

  /** An axis of whole numbers from {@code low} to {@code high}. */
  static Axis ofNumbers(int low, int high, String label) {
    int steps = 6;
    return low == high
        ? new Axis(Ticks.within(low, high, steps), low - 1, high + 1, label)
        : new Axis(Ticks.within(low, high, steps), low, high, label);
  }
}
