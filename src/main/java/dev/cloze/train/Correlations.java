package dev.cloze.train;

import com.google.common.math.PairedStatsAccumulator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How far two lists of numbers rise and fall together. */
final class Correlations {
  private Correlations() {}

  /** Pearson's correlation; NaN where one list never changes. */
  static double pearson(double[] x, double[] y) {
    if (isConstant(x) || isConstant(y)) {
      return Double.NaN;
    }
    PairedStatsAccumulator pairs = new PairedStatsAccumulator();
    for (int i = 0; i < x.length; i++) {
      pairs.add(x[i], y[i]);
    }
    return pairs.pearsonsCorrelationCoefficient();
  }

  /** Spearman's: Pearson's of the ranks. */
  static double spearman(double[] x, double[] y) {
    return pearson(ranks(x), ranks(y));
  }

  /** The place of each number in ascending order, from 1; equal ones share the mean of theirs. */
  static double[] ranks(double[] x) {
    int[] order =
        IntStream.range(0, x.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> x[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[x.length];
    int first = 0;
    while (first < order.length) {
      int end = first + 1;
      while (end < order.length && x[order[end]] == x[order[first]]) {
        end++;
      }
      for (int i = first; i < end; i++) {
        ranks[order[i]] = (first + 1 + end) / 2.0;
      }
      first = end;
    }
    return ranks;
  }

  private static boolean isConstant(double[] x) {
    return Arrays.stream(x).distinct().limit(2).count() < 2;
  }
}
