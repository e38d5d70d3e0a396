package dev.cloze.report;

/**
 * One side of a chart.
 *
 * @param low the number where it begins
 * @param high the number where it ends
 * @param label what is counted along it, and in which unit
 */
record Axis(Ticks ticks, double low, double high, String label) {
  /** An axis that begins and ends with a tick. */
  static Axis of(Ticks ticks, String label) {
    return new Axis(ticks, ticks.low(), ticks.high(), label);
  }

  /** An axis of whole numbers from {@code low} to {@code high}. */
  static Axis ofNumbers(int low, int high, String label) {
    int steps = 6;
    return low == high
        ? new Axis(Ticks.within(low, high, steps), low - 1, high + 1, label)
        : new Axis(Ticks.within(low, high, steps), low, high, label);
  }
}
