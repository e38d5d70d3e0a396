package dev.cloze.train;

/**
 * How well one label is found.
 *
 * @param label its number
 * @param found the examples of this label that were predicted as it: true positives
 * @param support the examples whose right label it is
 * @param predicted the examples that were predicted as it
 */
public record ClassMetrics(int label, int found, int support, int predicted) {
  /** The share of the examples predicted as this label that have it; 0 where there are none. */
  public double precision() {
    return share(found, predicted);
  }

  /**
   * The share of the examples with this label that were predicted as it; 0 where there are none.
   */
  public double recall() {
    return share(found, support);
  }

  /**
   * The harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn). It is 0 where the
   * denominator is, which is where the label neither occurs nor is predicted.
   */
  public double f1() {
    return share(2.0 * found, (double) support + predicted);
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
