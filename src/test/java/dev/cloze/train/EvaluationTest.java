package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final double EXACT = 1e-12;

  /** Label 2 never occurs and is predicted once; label 3 neither occurs nor is predicted. */
  private static final Evaluation COUNTED =
      new Evaluation(
          ImmutableList.of(
              ImmutableList.of(5, 1, 0, 0),
              ImmutableList.of(2, 3, 1, 0),
              ImmutableList.of(0, 0, 0, 0),
              ImmutableList.of(0, 0, 0, 0)),
          0,
          ImmutableList.of());

  @Test
  void countsByRightAndPredictedLabel() {
    Evaluation evaluation =
        evaluation(
            2,
            new Said(0, 0.9, 0.1),
            new Said(1, 0.8, 0.2),
            new Said(1, 0.3, 0.7),
            new Said(0, 1, 0));

    assertThat(evaluation.confusion())
        .containsExactly(ImmutableList.of(2, 0), ImmutableList.of(1, 1));
    assertThat(evaluation.total()).isEqualTo(4);
    assertThat(evaluation.accuracy()).isEqualTo(0.75);
  }

  @Test
  void findsLabelsByPrecisionRecallAndF1() {
    // label 0: 5 found, 6 have it, 5 + 2 predicted; label 1: 3 found, 6 have it, 1 + 3 predicted
    assertThat(COUNTED.precision(0)).isEqualTo(5.0 / 7);
    assertThat(COUNTED.recall(0)).isEqualTo(5.0 / 6);
    assertThat(COUNTED.f1(0)).isEqualTo(10.0 / 13);
    assertThat(COUNTED.precision(1)).isEqualTo(0.75);
    assertThat(COUNTED.recall(1)).isEqualTo(0.5);
    assertThat(COUNTED.f1(1)).isCloseTo(0.6, within(EXACT));
    assertThat(COUNTED.support(1)).isEqualTo(6);
    assertThat(COUNTED.predicted(1)).isEqualTo(4);
  }

  @Test
  void refusesProbabilitiesThatAreNoNumbers() {
    assertThatThrownBy(() -> evaluation(2, new Said(0, Double.NaN, Double.NaN)))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TrainError.NOT_FINITE))
        .hasMessageContaining("the model's scores are NaN");
  }

  @Test
  void whatIsUndefinedIsZero() {
    assertThat(COUNTED.perClass().subList(2, 4))
        .containsExactly(new ClassMetrics(2, 0, 0, 1), new ClassMetrics(3, 0, 0, 0))
        .allSatisfy(
            metrics -> {
              assertThat(metrics.precision()).isZero();
              assertThat(metrics.recall()).isZero();
              assertThat(metrics.f1()).isZero();
            });
  }

  @Test
  void meansOfF1() {
    // macro: four labels, two of them 0; micro: tp 8, fp 4, fn 4, so 16 / 24
    assertThat(COUNTED.macroF1()).isCloseTo((10.0 / 13 + 0.6) / 4, within(EXACT));
    assertThat(COUNTED.microF1()).isCloseTo(16.0 / 24, within(EXACT));
    assertThat(COUNTED.accuracyInterval()).isEqualTo(Interval.wilson(8, 12));
  }

  @Test
  void lossIsTheMeanOfNegativeLogarithms() {
    // ln 2, ln 4, and 12 ln 10 where the right label got nothing
    Evaluation evaluation =
        evaluation(2, new Said(0, 0.5, 0.5), new Said(1, 0.75, 0.25), new Said(1, 1, 0));

    assertThat(evaluation.loss())
        .isCloseTo((3 * Math.log(2) + 12 * Math.log(10)) / 3, within(EXACT));
  }

  @Test
  void calibrationErrorIsByBinsOfAFifteenth() {
    // 0.90 and 0.92 lie in (13/15, 14/15], 0.6 = 9/15 in the ninth bin, 1 in the last:
    // (2 |1/2 - 0.91| + 1 |1 - 0.6| + 1 |1 - 1|) / 4 = 1.22 / 4
    Evaluation evaluation =
        evaluation(
            2,
            new Said(0, 0.9, 0.1),
            new Said(1, 0.92, 0.08),
            new Said(0, 0.6, 0.4),
            new Said(1, 0, 1));

    assertThat(evaluation.reliability()).hasSize(15);
    assertThat(evaluation.reliability().get(8))
        .isEqualTo(new ReliabilityBin(8.0 / 15, 9.0 / 15, 1, 0.6, 1));
    assertThat(evaluation.reliability().get(13).count()).isEqualTo(2);
    assertThat(evaluation.reliability().get(13).confidence()).isCloseTo(0.91, within(EXACT));
    assertThat(evaluation.reliability().get(13).accuracy()).isEqualTo(0.5);
    assertThat(evaluation.reliability().get(14).count()).isEqualTo(1);
    assertThat(evaluation.calibrationError()).isCloseTo(0.305, within(EXACT));
  }

  @Test
  void theUpperEndOfABinBelongsToIt() {
    for (int bin = 1; bin <= 15; bin++) {
      Evaluation evaluation = evaluation(1, new Said(0, bin / 15.0));

      assertThat(evaluation.reliability().get(bin - 1).count()).as("%s / 15", bin).isEqualTo(1);
    }
  }

  @Test
  void nothingCountedHasNoAccuracy() {
    Evaluation evaluation = evaluation(2);

    assertThat(evaluation.total()).isZero();
    assertThat(evaluation.accuracy()).isNaN();
    assertThat(evaluation.loss()).isNaN();
    assertThat(evaluation.calibrationError()).isNaN();
    assertThat(evaluation.macroF1()).isZero();
    assertThat(evaluation.accuracyInterval()).isEqualTo(new Interval(0, 1));
  }

  @Test
  void refusesPredictionsForOtherExamples() {
    assertThatThrownBy(() -> Evaluation.of(List.of(Example.of("a").withLabel(0)), List.of(), 1))
        .hasMessage("1 examples, 0 predictions");
  }

  /** A right label and what was said of the example: a probability for each label. */
  private record Said(int right, ImmutableDoubleArray probabilities) {
    Said(int right, double... probabilities) {
      this(right, ImmutableDoubleArray.copyOf(probabilities));
    }

    Prediction prediction() {
      int best = 0;
      for (int i = 1; i < probabilities.length(); i++) {
        best = probabilities.get(i) > probabilities.get(best) ? i : best;
      }
      return new Prediction("", best, probabilities);
    }
  }

  private static Evaluation evaluation(int labels, Said... said) {
    List<Example> examples = new ArrayList<>();
    List<Prediction> predictions = new ArrayList<>();
    for (Said one : said) {
      examples.add(Example.of("").withLabel(one.right()));
      predictions.add(one.prediction());
    }
    return Evaluation.of(examples, predictions, labels);
  }
}
