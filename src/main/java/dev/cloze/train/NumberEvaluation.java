package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.task.Prediction;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.List;

/**
 * How predicted numbers compare with the right ones; {@code docs/metrics.md} has the formulas.
 *
 * @param pearson the correlation, from -1 to 1; NaN where one of the two never changes
 * @param spearman that of the ranks, equal numbers having the mean of theirs
 * @param meanAbsoluteError in the unit of the numbers
 * @param rootMeanSquaredError in the unit of the numbers
 * @param total how many examples were counted
 * @param loss the mean Kullback-Leibler divergence from the right shares of the two poles, in nats;
 *     a probability counts as 1e-12 where it is less
 */
public record NumberEvaluation(
    double pearson,
    double spearman,
    double meanAbsoluteError,
    double rootMeanSquaredError,
    int total,
    double loss)
    implements Measured {

  static NumberEvaluation of(
      Output.NumberRange range, List<Example> examples, List<Prediction> predictions) {
    checkArgument(
        examples.size() == predictions.size(),
        "%s examples, %s predictions",
        examples.size(),
        predictions.size());
    double[] right = new double[examples.size()];
    double[] found = new double[right.length];
    double distance = 0;
    double square = 0;
    double loss = 0;
    for (int i = 0; i < right.length; i++) {
      Evaluation.requireNumbers(predictions.get(i));
      right[i] = examples.get(i).number().orElseThrow();
      found[i] = range.number(predictions.get(i).probabilities());
      distance += Math.abs(found[i] - right[i]);
      square += (found[i] - right[i]) * (found[i] - right[i]);
      loss += divergence(range.share(right[i]), predictions.get(i));
    }
    return new NumberEvaluation(
        Correlations.pearson(right, found),
        Correlations.spearman(right, found),
        distance / right.length,
        Math.sqrt(square / right.length),
        right.length,
        loss / right.length);
  }

  /** Σ t ln(t / p) over the two poles. */
  private static double divergence(double upper, Prediction prediction) {
    return term(1 - upper, prediction.probabilities().get(0))
        + term(upper, prediction.probabilities().get(1));
  }

  private static double term(double target, double probability) {
    return target == 0
        ? 0
        : target * Math.log(target / Math.max(Evaluation.LEAST_PROBABILITY, probability));
  }

  @Override
  public ImmutableMap<Metric, Double> figures() {
    return ImmutableMap.of(
        Metric.PEARSON,
        pearson,
        Metric.SPEARMAN,
        spearman,
        Metric.MEAN_ABSOLUTE_ERROR,
        meanAbsoluteError,
        Metric.ROOT_MEAN_SQUARED_ERROR,
        rootMeanSquaredError);
  }
}
