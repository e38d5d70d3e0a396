package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
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
   * Figures of a dev set; as JSON one object, the loss first.
   *
   * @param loss the mean negative log-likelihood of what is right
   * @param figures all that the output has, the main one first
   */
  public record Dev(double loss, ImmutableMap<TrainingOptions.Metric, Double> figures) {
    private static final String LOSS = "loss";

    static Dev of(Measured found) {
      return new Dev(found.loss(), found.figures());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Dev ofJson(Map<String, Double> written) {
      ImmutableMap.Builder<TrainingOptions.Metric, Double> figures = ImmutableMap.builder();
      for (TrainingOptions.Metric metric : TrainingOptions.Metric.values()) {
        if (written.containsKey(metric.key())) {
          figures.put(metric, written.get(metric.key()));
        }
      }
      return new Dev(written.get(LOSS), figures.buildOrThrow());
    }

    /** The numbers by name. */
    @JsonValue
    public ImmutableMap<String, Double> numbers() {
      ImmutableMap.Builder<String, Double> numbers = ImmutableMap.builder();
      numbers.put(LOSS, loss);
      figures.forEach((metric, value) -> numbers.put(metric.key(), value));
      return numbers.buildOrThrow();
    }

    /** The share of examples whose label was found, where each has one. */
    public double accuracy() {
      return value(TrainingOptions.Metric.ACCURACY);
    }

    /** The mean of the labels' F1, where there are labels. */
    public double macroF1() {
      return value(TrainingOptions.Metric.MACRO_F1);
    }

    /** One figure, such as the one that epochs are compared by. */
    public double value(TrainingOptions.Metric metric) {
      Double value = figures.get(metric);
      checkArgument(value != null, "%s is none of %s", metric, figures.keySet());
      return value;
    }

    /** Whether the figure is better or, where it is the same, the loss lower. */
    public boolean betterThan(Dev other, TrainingOptions.Metric metric) {
      int byMetric = metric.compare(value(metric), other.value(metric));
      return byMetric > 0 || (byMetric == 0 && loss < other.loss);
    }
  }
}
