package dev.cloze.report;

import dev.cloze.train.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers as a reader wants them: no more digits than mean something. */
final class Numbers {
  private static final char FIRM_SPACE = '\u00a0';
  private static final double LEAST_SHARE = 0.005;
  private static final int DIGITS = 3;
  private static final int SMALLEST_EXPONENT = -3;

  private Numbers() {}

  /** A share as a percentage with one decimal. */
  static String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%.1f%c%%", 100 * share, FIRM_SPACE)
        : "–";
  }

  /** A share as a percentage without decimals, for where there is no room. */
  static String wholePercent(double share) {
    return share > 0 && share < LEAST_SHARE
        ? "<1" + FIRM_SPACE + "%"
        : String.format(Locale.ROOT, "%.0f%c%%", 100 * share, FIRM_SPACE);
  }

  /** A distance between shares, in percentage points with one decimal. */
  static String points(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** An interval of shares. */
  static String interval(Interval interval) {
    return points(interval.low()) + "–" + percent(interval.high());
  }

  /** A number with three digits, such as a loss or a learning rate. */
  static String value(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(DIGITS));
    int exponent = rounded.precision() - rounded.scale() - 1;
    return exponent < SMALLEST_EXPONENT
        ? rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString() + "e" + exponent
        : rounded.setScale(Math.max(0, DIGITS - 1 - exponent)).toPlainString();
  }

  /** A loss in nats with three decimals, so that small differences of large ones can be seen. */
  static String nats(double loss) {
    return Double.isFinite(loss) ? String.format(Locale.ROOT, "%.3f", loss) : value(loss);
  }

  /** A difference with its sign, in the form that its size is shown in. */
  static String signed(double difference, DoubleFunction<String> size) {
    return (difference < 0 ? "−" : "+") + size.apply(Math.abs(difference));
  }

  /** A count, its thousands apart. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count and a noun that takes an s. */
  static String count(long count, String noun) {
    return count(count) + FIRM_SPACE + noun + (count == 1 ? "" : "s");
  }
}
