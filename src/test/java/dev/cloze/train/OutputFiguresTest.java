package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.task.Prediction;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Figures of several labels and of numbers, against figures worked out by hand. */
class OutputFiguresTest {
  private static final double EXACT = 1e-12;
  private static final Output.NumberRange RANGE = new Output.NumberRange(0, 10);

  private static LabelsEvaluation labels(double threshold, Object... rightAndProbabilities) {
    List<Example> examples = new ArrayList<>();
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < rightAndProbabilities.length; i += 2) {
      List<Integer> right =
          ((List<?>) rightAndProbabilities[i]).stream().map(Integer.class::cast).toList();
      examples.add(Example.of("").withLabels(right));
      predictions.add(
          new Prediction(
              "", 0, ImmutableDoubleArray.copyOf((double[]) rightAndProbabilities[i + 1])));
    }
    return (LabelsEvaluation)
        Measured.of(new Output.SeveralLabels(threshold), examples, predictions, 3);
  }

  private static double[] p(double... probabilities) {
    return probabilities;
  }

  @Test
  void countsEachLabelOfEachExample() {
    LabelsEvaluation found =
        labels(
            0.5,
            List.of(0, 1),
            p(0.9, 0.8, 0.1), // all found
            List.of(0),
            p(0.6, 0.7, 0.1), // label 1 too much
            List.of(),
            p(0.1, 0.5, 0.2), // none, and 0.5 is not above the threshold
            List.of(2),
            p(0.2, 0.3, 0.4)); // missed

    // label 0: tp 2, fp 0, fn 0; label 1: tp 1, fp 1, fn 0; label 2: tp 0, fp 0, fn 1
    assertThat(found.perLabel())
        .containsExactly(
            new ClassMetrics(0, 2, 2, 2),
            new ClassMetrics(1, 1, 1, 2),
            new ClassMetrics(2, 0, 1, 0));
    assertThat(found.exactMatch()).isEqualTo(0.5);
    assertThat(found.microF1()).isCloseTo(2 * 3 / (2 * 3 + 1 + 1.0), within(EXACT));
    assertThat(found.macroF1()).isCloseTo((1 + 2.0 / 3 + 0) / 3, within(EXACT));
    double loss =
        -Math.log(0.9 * 0.8 * 0.9)
            - Math.log(0.6 * 0.3 * 0.9)
            - Math.log(0.9 * 0.5 * 0.8)
            - Math.log(0.8 * 0.7 * 0.4);
    assertThat(found.loss()).isCloseTo(loss / 4, within(EXACT));
    assertThat(found.figures().keySet())
        .containsExactly(Metric.MICRO_F1, Metric.MACRO_F1, Metric.EXACT_MATCH);
  }

  @Test
  void theThresholdDecidesWhatIsGiven() {
    assertThat(labels(0.3, List.of(2), p(0.2, 0.3, 0.4)).exactMatch()).isEqualTo(1);
  }

  @Test
  void nothingRightAndNothingGivenIsNoF1() {
    LabelsEvaluation found = labels(0.5, List.of(), p(0.1, 0.1, 0.1));

    assertThat(found.microF1()).isZero();
    assertThat(found.exactMatch()).isEqualTo(1);
  }

  private static NumberEvaluation numbers(double[] right, double[] predicted) {
    return (NumberEvaluation)
        Measured.of(
            RANGE,
            DoubleStream.of(right).mapToObj(y -> Example.of("").withNumber(y)).toList(),
            DoubleStream.of(predicted)
                .mapToObj(y -> new Prediction("", 0, ImmutableDoubleArray.of(1 - y / 10, y / 10)))
                .toList(),
            2);
  }

  @Test
  void measuresNumbers() {
    NumberEvaluation found = numbers(p(1, 2, 3, 6), p(2, 1, 5, 4));

    // means 3 and 3; products (-2)(-1) + (-1)(-2) + 0 + 3·1 = 7; squares 14 and 10
    assertThat(found.pearson()).isCloseTo(7 / Math.sqrt(140), within(EXACT));
    // ranks 1 2 3 4 and 2 1 4 3: 1 - 6·4 / (4·15)
    assertThat(found.spearman()).isCloseTo(0.6, within(EXACT));
    assertThat(found.meanAbsoluteError()).isCloseTo(6.0 / 4, within(EXACT));
    assertThat(found.rootMeanSquaredError()).isCloseTo(Math.sqrt(10.0 / 4), within(EXACT));
    double loss =
        divergence(0.1, 0.2) + divergence(0.2, 0.1) + divergence(0.3, 0.5) + divergence(0.6, 0.4);
    assertThat(found.loss()).isCloseTo(loss / 4, within(EXACT));
  }

  private static double divergence(double t, double p) {
    return t * Math.log(t / p) + (1 - t) * Math.log((1 - t) / (1 - p));
  }

  @Test
  void equalNumbersShareTheMeanOfTheirRanks() {
    assertThat(Correlations.ranks(p(5, 1, 5, 0, 5, 1))).containsExactly(5, 2.5, 5, 1, 5, 2.5);
    // ranks 1.5 1.5 3 4 and 1 2 3.5 3.5, the means 2.5
    double products = -1 * -1.5 + -1 * -0.5 + 0.5 * 1 + 1.5 * 1;
    double squares = Math.sqrt((1 + 1 + 0.25 + 2.25) * (2.25 + 0.25 + 1 + 1));
    assertThat(numbers(p(2, 2, 3, 4), p(1, 2, 7, 7)).spearman())
        .isCloseTo(products / squares, within(EXACT));
  }

  @Test
  void whatNeverChangesHasNoCorrelation() {
    NumberEvaluation found = numbers(p(1, 2), p(3, 3));

    assertThat(found.pearson()).isNaN();
    assertThat(found.spearman()).isNaN();
    assertThat(found.meanAbsoluteError()).isEqualTo(1.5);
  }

  @Test
  void aPoleThatIsRightAndCertainCostsNothing() {
    assertThat(numbers(p(0, 10), p(0, 10)).loss()).isZero();
  }

  @Test
  void anEpochIsBetterByLessErrorOrMoreCorrelation() {
    EpochResult.Dev near = EpochResult.Dev.of(numbers(p(1, 2, 3), p(1, 3, 3)));
    EpochResult.Dev far = EpochResult.Dev.of(numbers(p(1, 2, 3), p(5, 7, 9)));
    EpochResult.Dev flat = EpochResult.Dev.of(numbers(p(1, 2, 3), p(2, 2, 2)));

    assertThat(near.betterThan(far, Metric.MEAN_ABSOLUTE_ERROR)).isTrue();
    assertThat(far.betterThan(near, Metric.PEARSON)).isTrue();
    assertThat(far.betterThan(flat, Metric.PEARSON)).isTrue();
    assertThat(flat.betterThan(far, Metric.PEARSON)).isFalse();
  }

  @Test
  void refusesAFigureThatTheOutputDoesNotHave() {
    assertThatThrownBy(
            () -> TrainingOptions.defaults().withMetric(Metric.MACRO_F1).requireMetric(RANGE))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TrainError.OTHER_METRIC))
        .hasMessageContaining(
            "training.metric: macro_f1 cannot be measured on this output; it has pearson, spearman,"
                + " mean_absolute_error, root_mean_squared_error");
  }
}
