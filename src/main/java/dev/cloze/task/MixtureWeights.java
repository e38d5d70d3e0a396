package dev.cloze.task;

import java.util.Arrays;

/**
 * The weights with which a mixture of classifiers makes given examples likeliest: they minimise the
 * mean of −ln Σ w(m)·p(m,i) over w(m) ≥ 0, Σ w(m) = 1. The loss is convex in the weights, so that
 * steps of expectation and maximisation, w(m) ← mean of w(m)·p(m,i) / Σ w·p over the examples
 * (Dempster, Laird and Rubin 1977, section 4.3), which never raise it, lead to its minimum from
 * even weights. Nothing is drawn by chance.
 */
final class MixtureWeights {
  private static final double LEAST_PROBABILITY = 1e-12;
  private static final double STILL = 1e-9;
  private static final int MOST_STEPS = 100_000;

  private MixtureWeights() {}

  /**
   * The weights.
   *
   * @param probabilities what each member gives the right label of each example, [M,N]
   */
  static double[] of(double[][] probabilities) {
    double[] weights = new double[probabilities.length];
    Arrays.fill(weights, 1.0 / weights.length);
    double moved = 1;
    for (int step = 0; step < MOST_STEPS && moved > STILL; step++) {
      double[] next = step(weights, probabilities);
      moved = 0;
      for (int member = 0; member < weights.length; member++) {
        moved = Math.max(moved, Math.abs(next[member] - weights[member]));
      }
      weights = next;
    }
    return weights;
  }

  private static double[] step(double[] weights, double[][] probabilities) {
    int examples = probabilities[0].length;
    double[] next = new double[weights.length];
    double[] shares = new double[weights.length];
    for (int i = 0; i < examples; i++) {
      double sum = 0;
      for (int member = 0; member < weights.length; member++) {
        shares[member] = weights[member] * Math.max(LEAST_PROBABILITY, probabilities[member][i]);
        sum += shares[member];
      }
      for (int member = 0; member < weights.length; member++) {
        next[member] += shares[member] / sum / examples;
      }
    }
    return next;
  }
}
