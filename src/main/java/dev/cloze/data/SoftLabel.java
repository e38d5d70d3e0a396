package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;

/**
 * What somebody thinks of an example's label: a model, several of them, or people who disagree.
 *
 * @param distribution the probability of each label, [L], in the order of their numbers; none is
 *     below 0, and they add up to 1
 * @param weight how much the example counts in a loss, above 0; an example with a right label
 *     counts 1
 * @param source who says so, in any words; may be empty
 */
public record SoftLabel(ImmutableDoubleArray distribution, double weight, String source) {
  /** How far from 1 a sum may be. */
  static final double TOLERANCE = 1e-3;

  /** Checks that it is a distribution. */
  public SoftLabel {
    checkArgument(
        isDistribution(distribution), "no distribution over the labels: %s", distribution);
    checkArgument(isWeight(weight), "weight must be a finite number above 0, was %s", weight);
  }

  /** A distribution with the weight 1 that nobody signs. */
  public static SoftLabel of(double... probabilities) {
    return new SoftLabel(ImmutableDoubleArray.copyOf(probabilities), 1, "");
  }

  /** All mass on one label. */
  public static SoftLabel certain(int label, int labels) {
    double[] probabilities = new double[labels];
    probabilities[label] = 1;
    return of(probabilities);
  }

  static boolean isDistribution(ImmutableDoubleArray probabilities) {
    // what is no number is not within the tolerance either
    return probabilities.stream().allMatch(share -> share >= 0)
        && Math.abs(probabilities.stream().sum() - 1) <= TOLERANCE;
  }

  static boolean isWeight(double weight) {
    return weight > 0 && Double.isFinite(weight);
  }

  /** The number of the likeliest label; the first of equals. */
  public int likeliest() {
    int best = 0;
    for (int label = 1; label < distribution.length(); label++) {
      best = distribution.get(label) > distribution.get(best) ? label : best;
    }
    return best;
  }
}
