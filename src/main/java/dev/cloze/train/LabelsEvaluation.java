package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.task.Prediction;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * How predictions compare with what is right where an example may have several labels; {@code
 * docs/metrics.md} has the formulas.
 *
 * @param perLabel what was counted of each label, in the order of their numbers
 * @param exact the examples of which every label was found and no other given
 * @param total how many examples were counted
 * @param loss the mean over examples of the labels' binary cross-entropies, added up; a probability
 *     counts as 1e-12 where it is less
 */
public record LabelsEvaluation(
    ImmutableList<ClassMetrics> perLabel, int exact, int total, double loss) implements Measured {

  static LabelsEvaluation of(
      Output.SeveralLabels output,
      List<Example> examples,
      List<Prediction> predictions,
      int labels) {
    checkArgument(
        examples.size() == predictions.size(),
        "%s examples, %s predictions",
        examples.size(),
        predictions.size());
    int[] found = new int[labels];
    int[] support = new int[labels];
    int[] predicted = new int[labels];
    int exact = 0;
    double loss = 0;
    for (int i = 0; i < examples.size(); i++) {
      Evaluation.requireNumbers(predictions.get(i));
      Set<Integer> right = examples.get(i).labels().orElseThrow();
      Set<Integer> given = output.chosen(predictions.get(i).probabilities());
      right.forEach(label -> support[label]++);
      given.forEach(label -> predicted[label]++);
      right.stream().filter(given::contains).forEach(label -> found[label]++);
      exact += right.equals(given) ? 1 : 0;
      loss += loss(predictions.get(i), right);
    }
    return new LabelsEvaluation(
        IntStream.range(0, labels)
            .mapToObj(l -> new ClassMetrics(l, found[l], support[l], predicted[l]))
            .collect(toImmutableList()),
        exact,
        examples.size(),
        loss / examples.size());
  }

  /** Σ -ln p of the labels that are right, and -ln (1 - p) of the others. */
  private static double loss(Prediction prediction, Set<Integer> right) {
    double loss = 0;
    for (int label = 0; label < prediction.probabilities().length(); label++) {
      double p = prediction.probabilities().get(label);
      loss -= Math.log(Math.max(Evaluation.LEAST_PROBABILITY, right.contains(label) ? p : 1 - p));
    }
    return loss;
  }

  /** The share of the examples whose labels were all found, and no other given. */
  public double exactMatch() {
    return (double) exact / total;
  }

  /** The mean of the labels' F1, each label as heavy as any other. */
  public double macroF1() {
    return perLabel.stream().mapToDouble(ClassMetrics::f1).average().orElseThrow();
  }

  /** The F1 of all labels' counts added up: 2 tp / (2 tp + fp + fn); 0 where that is 0 / 0. */
  public double microF1() {
    return new ClassMetrics(
            0, sum(ClassMetrics::found), sum(ClassMetrics::support), sum(ClassMetrics::predicted))
        .f1();
  }

  private int sum(ToIntFunction<ClassMetrics> count) {
    return perLabel.stream().mapToInt(count).sum();
  }

  @Override
  public ImmutableMap<Metric, Double> figures() {
    return ImmutableMap.of(
        Metric.MICRO_F1, microF1(), Metric.MACRO_F1, macroF1(), Metric.EXACT_MATCH, exactMatch());
  }
}
