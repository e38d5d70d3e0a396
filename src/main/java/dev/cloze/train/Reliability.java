package dev.cloze.train;

import com.google.common.collect.ImmutableList;

/** Sorts predictions into bins of their confidence. */
final class Reliability {
  /** As many bins as Guo et al. 2017 use. */
  static final int BINS = 15;

  private final int[] counts = new int[BINS];
  private final int[] right = new int[BINS];
  private final double[] confidence = new double[BINS];

  /** Counts a prediction of this probability. */
  void add(double probability, boolean isRight) {
    int bin = Math.min(BINS, Math.max(1, (int) Math.ceil(probability * BINS))) - 1;
    counts[bin]++;
    right[bin] += isRight ? 1 : 0;
    confidence[bin] += probability;
  }

  /** All bins, from the lowest probability to the highest. */
  ImmutableList<ReliabilityBin> bins() {
    ImmutableList.Builder<ReliabilityBin> bins = ImmutableList.builder();
    for (int bin = 0; bin < BINS; bin++) {
      int divisor = Math.max(1, counts[bin]);
      bins.add(
          new ReliabilityBin(
              (double) bin / BINS,
              (double) (bin + 1) / BINS,
              counts[bin],
              confidence[bin] / divisor,
              (double) right[bin] / divisor));
    }
    return bins.build();
  }
}
