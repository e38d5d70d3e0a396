package dev.cloze.report;

/**
 * Where numbers lie along an axis.
 *
 * @param low the number at {@code from}
 * @param high the number at {@code to}, above {@code low}
 * @param from a place in the drawing
 * @param to another; below {@code from} where numbers grow upwards
 */
record Scale(double low, double high, double from, double to) {
  /** The place of {@code value}. */
  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }
}
