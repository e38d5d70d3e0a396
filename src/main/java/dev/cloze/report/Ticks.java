package dev.cloze.report;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Round numbers along an axis: steps of 1, 2 or 5 times a power of ten.
 *
 * @param step the distance between two
 */
record Ticks(ImmutableList<Double> values, double step) {
  private static final double SLACK = 1e-9;

  /** Ticks that reach from at most {@code low} to at least {@code high}, about {@code steps}. */
  static Ticks around(double low, double high, int steps) {
    double step = step(high > low ? high - low : Math.max(Math.abs(high), 1), steps);
    double first = Math.floor(low / step + SLACK);
    double last = Math.max(first + 1, Math.ceil(high / step - SLACK));
    return of(first, last, step);
  }

  /** Whole ticks from {@code low} to {@code high}, both among the numbers that may be ticked. */
  static Ticks within(int low, int high, int steps) {
    double step = Math.max(1, step(Math.max(1, high - low), steps));
    return of(Math.ceil(low / step), Math.floor(high / step), step);
  }

  /** The first and lowest. */
  double low() {
    return values.get(0);
  }

  /** The last and highest. */
  double high() {
    return values.get(values.size() - 1);
  }

  /** A tick's number with as many decimals as the step has. */
  String label(double tick) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + SLACK));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick);
  }

  private static Ticks of(double first, double last, double step) {
    return new Ticks(
        IntStream.rangeClosed(0, (int) Math.round(last - first))
            .mapToObj(i -> (first + i) * step)
            .collect(ImmutableList.toImmutableList()),
        step);
  }

  /** The round number next to the even step. */
  private static double step(double range, int steps) {
    double even = range / steps;
    double power = Math.pow(10, Math.floor(Math.log10(even)));
    double share = even / power;
    return power * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
  }
}
