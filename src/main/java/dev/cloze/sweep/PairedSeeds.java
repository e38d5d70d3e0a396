package dev.cloze.sweep;

import dev.cloze.train.Summary;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether a difference is more than the chance in draws and training: Student's paired t test over
 * seeds, two-sided, and its interval. It takes the differences to be normally distributed, which
 * few seeds can neither show nor refute.
 */
final class PairedSeeds {
  private static final double UPPER = 0.975;

  private PairedSeeds() {}

  /**
   * The test.
   *
   * @param differences one for each seed that is independent of the others
   * @return nothing where there are fewer than two, or where all are the same
   */
  static Optional<Difference.Test> of(double[] differences) {
    if (differences.length < 2) {
      return Optional.empty();
    }
    Summary summary = Summary.of(differences);
    double error = summary.deviation() / Math.sqrt(summary.count());
    if (error == 0) {
      return Optional.empty();
    }
    TDistribution student = TDistribution.of(summary.count() - 1);
    double half = student.inverseCumulativeProbability(UPPER) * error;
    return Optional.of(
        new Difference.Test(
            summary.mean() - half,
            summary.mean() + half,
            2 * student.survivalProbability(Math.abs(summary.mean()) / error)));
  }
}
