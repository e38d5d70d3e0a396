package dev.cloze.train;

import java.util.Optional;

/**
 * How an epoch went.
 *
 * @param epoch its number, from 1
 * @param step how many steps were done at its end
 * @param loss the mean training loss over its examples
 * @param dev how the dev set was found at its end, where there is one
 */
public record EpochResult(int epoch, long step, double loss, Optional<Dev> dev) {
  /**
   * Figures of a dev set.
   *
   * @param loss the mean negative log-likelihood of the right labels
   * @param accuracy the share of examples whose label was found
   * @param macroF1 the mean of the labels' F1
   */
  public record Dev(double loss, double accuracy, double macroF1) {
    /** The figure that epochs are compared by. */
    public double value(TrainingOptions.Metric metric) {
      return metric == TrainingOptions.Metric.ACCURACY ? accuracy : macroF1;
    }

    /** Whether the figure is higher or, where it is the same, the loss lower. */
    public boolean betterThan(Dev other, TrainingOptions.Metric metric) {
      int byMetric = Double.compare(value(metric), other.value(metric));
      return byMetric > 0 || (byMetric == 0 && loss < other.loss);
    }
  }
}
