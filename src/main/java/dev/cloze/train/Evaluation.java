package dev.cloze.train;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How predictions compare with the right labels; {@code docs/metrics.md} has the formulas.
 *
 * @param confusion row by right label, column by predicted label: counts
 * @param loss the mean negative natural logarithm of the right label's probability, which counts as
 *     1e-12 where it is less; NaN where nothing was counted
 * @param reliability the predictions in 15 bins of equal width by the probability of their label
 */
public record Evaluation(
    ImmutableList<ImmutableList<Integer>> confusion,
    double loss,
    ImmutableList<ReliabilityBin> reliability)
    implements Measured {
  static final double LEAST_PROBABILITY = 1e-12;

  /** Classifies labelled examples and counts. */
  public static Evaluation of(PromptClassifier classifier, List<Example> examples) {
    return of(examples, classifier.predict(examples), classifier.labels().size());
  }

  /**
   * Counts predictions.
   *
   * @param examples labelled, in the order of the predictions
   * @param labels the number of labels
   * @throws ClozeException {@link TrainError#NOT_FINITE} where a probability is not a number
   */
  public static Evaluation of(List<Example> examples, List<Prediction> predictions, int labels) {
    Preconditions.checkArgument(
        examples.size() == predictions.size(),
        "%s examples, %s predictions",
        examples.size(),
        predictions.size());
    int[][] counts = new int[labels][labels];
    double loss = 0;
    Reliability reliability = new Reliability();
    for (int i = 0; i < examples.size(); i++) {
      int right = examples.get(i).label().orElseThrow();
      Prediction prediction = predictions.get(i);
      int predicted = prediction.label();
      requireNumbers(prediction);
      counts[right][predicted]++;
      loss -= Math.log(Math.max(LEAST_PROBABILITY, prediction.probabilities().get(right)));
      reliability.add(prediction.probabilities().get(predicted), right == predicted);
    }
    return new Evaluation(
        Arrays.stream(counts)
            .map(row -> ImmutableList.copyOf(Ints.asList(row)))
            .collect(toImmutableList()),
        loss / examples.size(),
        reliability.bins());
  }

  static void requireNumbers(Prediction prediction) {
    if (prediction.probabilities().stream().anyMatch(Double::isNaN)) {
      throw new ClozeException(
          TrainError.NOT_FINITE,
          "example '%s': the model's scores are NaN: where it was trained, the last step went too"
              + " far, and a smaller training.learning_rate or a warm-up may mend it; otherwise its"
              + " weights are damaged",
          prediction.id());
    }
  }

  @Override
  public ImmutableMap<TrainingOptions.Metric, Double> figures() {
    return ImmutableMap.of(
        TrainingOptions.Metric.ACCURACY, accuracy(), TrainingOptions.Metric.MACRO_F1, macroF1());
  }

  /** How many examples were counted. */
  @Override
  public int total() {
    return confusion.stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
  }

  /** The share of examples whose label was found, from 0 to 1; NaN where nothing was counted. */
  public double accuracy() {
    return (double) right() / total();
  }

  /** Where the accuracy on all such examples probably lies: its 95 % interval. */
  public Interval accuracyInterval() {
    return Interval.wilson(right(), total());
  }

  /**
   * The expected calibration error: how far confidence and accuracy are apart, in the mean over the
   * examples by their bins (Guo et al. 2017, equation 3); NaN where nothing was counted.
   */
  public double calibrationError() {
    return reliability.stream()
            .mapToDouble(bin -> bin.count() * Math.abs(bin.accuracy() - bin.confidence()))
            .sum()
        / total();
  }

  /** What is known of each label, in the order of their numbers. */
  public ImmutableList<ClassMetrics> perClass() {
    return IntStream.range(0, confusion.size()).mapToObj(this::of).collect(toImmutableList());
  }

  /** The share of the examples predicted as {@code label} that have it; 0 where there are none. */
  public double precision(int label) {
    return of(label).precision();
  }

  /** The share of the examples with {@code label} that were found; 0 where there are none. */
  public double recall(int label) {
    return of(label).recall();
  }

  /**
   * The harmonic mean of precision and recall; 0 where the label is neither right nor predicted.
   */
  public double f1(int label) {
    return of(label).f1();
  }

  /** How many examples have {@code label}. */
  public int support(int label) {
    return of(label).support();
  }

  /** How many examples were predicted as {@code label}. */
  public int predicted(int label) {
    return of(label).predicted();
  }

  /**
   * The mean of f1 over all labels, each as heavy as any other. A label that neither occurs nor is
   * predicted counts as 0 and pulls the mean down, as in scikit-learn's {@code f1_score} where all
   * labels are named ({@code labels=}).
   */
  public double macroF1() {
    return perClass().stream().mapToDouble(ClassMetrics::f1).average().orElseThrow();
  }

  /**
   * The f1 of all labels' counts together. Each example has one label and one prediction, so that a
   * wrong one is a false positive once and a false negative once: this is the accuracy.
   */
  public double microF1() {
    return accuracy();
  }

  private int right() {
    return perClass().stream().mapToInt(ClassMetrics::found).sum();
  }

  private ClassMetrics of(int label) {
    ImmutableList<Integer> row = confusion.get(label);
    return new ClassMetrics(
        label,
        row.get(label),
        row.stream().mapToInt(Integer::intValue).sum(),
        confusion.stream().mapToInt(right -> right.get(label)).sum());
  }
}
