package dev.cloze.train;

import com.google.common.base.Preconditions;

/**
 * The range in which a share probably lies of which only a sample was seen.
 *
 * @param low the lower end, from 0
 * @param high the upper end, to 1
 */
public record Interval(double low, double high) {
  /** The quantile of the normal distribution that leaves 2.5 % above it. */
  private static final double Z = 1.959963984540054;

  /**
   * The 95 % score interval of a share (Wilson 1927; compared with others in Brown, Cai and
   * DasGupta 2001, "Interval Estimation for a Binomial Proportion"). It stays inside 0 and 1 and is
   * sound for few examples and for shares near the ends. Of no examples nothing is known: 0 to 1.
   *
   * @param right how many of the examples count
   * @param total how many examples there are
   */
  public static Interval wilson(int right, int total) {
    Preconditions.checkArgument(
        right >= 0 && right <= total, "%s right of %s examples", right, total);
    if (total == 0) {
      return new Interval(0, 1);
    }
    double wrong = total - right;
    double middle = right + Z * Z / 2;
    double half = Z * Math.sqrt(right * wrong / total + Z * Z / 4);
    double scale = total + Z * Z;
    return new Interval(Math.max(0, middle - half) / scale, Math.min(1, (middle + half) / scale));
  }
}
