package dev.cloze.sweep;

import java.util.Optional;

/**
 * How far a method is from the first, on the same test examples with the same seeds; {@code
 * docs/sweep.md} has the tests. Shares from 0 to 1.
 *
 * @param mean of the metric, over all pairs of runs
 * @param texts how sure that is of other texts, with the classifiers as they are; absent where the
 *     two were not scored on the same examples
 * @param seeds how sure that is of other seeds; absent where there is one, or nothing varies
 */
public record Difference(double mean, Optional<Test> texts, Optional<Test> seeds) {
  /**
   * A paired test.
   *
   * @param low the lower end of the 95 % interval of the difference
   * @param high the upper end
   * @param p how probable a difference as large is where there is none
   */
  public record Test(double low, double high, double p) {}
}
