package dev.cloze.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand. */
class CombinationTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final Offset<Double> LEARNT = within(1e-6);

  private static Prediction said(double... probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return new Prediction("1", best, ImmutableDoubleArray.copyOf(probabilities));
  }

  private static List<List<Prediction>> members(Prediction... one) {
    return java.util.Arrays.stream(one).map(List::of).toList();
  }

  /** Members that give the right label, the first of two, these probabilities. */
  private static List<List<Prediction>> right(double[]... members) {
    return java.util.Arrays.stream(members)
        .map(member -> java.util.Arrays.stream(member).mapToObj(p -> said(p, 1 - p)).toList())
        .toList();
  }

  private static void assertWeights(
      Combination combination, Offset<Double> off, double... weights) {
    assertThat(combination.weights().length()).isEqualTo(weights.length);
    for (int i = 0; i < weights.length; i++) {
      assertThat(combination.weights().get(i)).isCloseTo(weights[i], off);
    }
  }

  @Test
  void takesTheMean() {
    Prediction mean =
        Combination.mean(2).combine(members(said(0.7, 0.2, 0.1), said(0.1, 0.6, 0.3))).get(0);

    assertThat(mean.probabilities().get(0)).isCloseTo(0.4, CLOSE);
    assertThat(mean.probabilities().get(1)).isCloseTo(0.4, CLOSE);
    assertThat(mean.probabilities().get(2)).isCloseTo(0.2, CLOSE);
  }

  @Test
  void takesTheMeanOfLogScores() {
    // scores (2, 0) and (0, 1) with weights 3 to 1: (1.5, 0.25), of which the softmax is
    // 1 / (1 + e^-1.25) = 0.777299861
    Prediction first = Prediction.ofScores("1", new double[] {2, 0});
    Prediction second = Prediction.ofScores("1", new double[] {0, 1});
    Prediction moved = Prediction.ofScores("1", new double[] {-40, -39});
    Combination logits = Combination.weighted(List.of(3.0, 1.0)).by(Combination.Kind.LOGITS);

    assertThat(logits.combine(members(first, second)).get(0).probabilities().get(0))
        .isCloseTo(0.777299861, within(1e-9));
    assertThat(logits.combine(members(first, moved)).get(0).probabilities().get(0))
        .isCloseTo(0.777299861, within(1e-9));
  }

  @Test
  void leavesOutOfLogScoresAMemberWithoutWeightThatRulesALabelOut() {
    Combination logits = Combination.weighted(List.of(1.0, 0.0)).by(Combination.Kind.LOGITS);

    Prediction one = logits.combine(members(said(0.25, 0.75), said(1, 0))).get(0);

    assertThat(one.probabilities().get(0)).isCloseTo(0.25, CLOSE);
    assertThat(one.label()).isEqualTo(1);
  }

  @Test
  void weighsMembersByTheRatiosOfTheirWeights() {
    Combination combination = Combination.weighted(List.of(3.0, 1.0));
    Prediction mean = combination.combine(members(said(0.4, 0.6), said(1, 0))).get(0);

    assertWeights(combination, CLOSE, 0.75, 0.25);
    // 3/4 of 0.4 and 1/4 of 1
    assertThat(mean.probabilities().get(0)).isCloseTo(0.55, CLOSE);
    assertThat(mean.label()).isEqualTo(0);
  }

  @Test
  void votesAgainstTheMean() {
    Prediction vote =
        Combination.majority(3)
            .combine(members(said(0.95, 0.05), said(0.4, 0.6), said(0.45, 0.55)))
            .get(0);

    assertThat(vote.label()).isEqualTo(1);
    assertThat(vote.probabilities().get(1)).isCloseTo(2.0 / 3, CLOSE);
  }

  @Test
  void decidesATieOfVotesByTheMean() {
    // one vote each; the means are 0.55 and 0.45, then 0.35 and 0.65
    assertThat(
            Combination.majority(2).combine(members(said(0.9, 0.1), said(0.2, 0.8))).get(0).label())
        .isEqualTo(0);
    assertThat(
            Combination.majority(2).combine(members(said(0.6, 0.4), said(0.1, 0.9))).get(0).label())
        .isEqualTo(1);
    // three labels with a vote each of three members, 1/3 adding up in any order
    assertThat(
            Combination.majority(3)
                .combine(members(said(0.4, 0.3, 0.3), said(0.1, 0.5, 0.4), said(0.15, 0.15, 0.7)))
                .get(0)
                .label())
        .isEqualTo(2);
  }

  @Test
  void weighsByAccuracy() {
    List<List<Prediction>> members =
        right(new double[] {0.9, 0.8, 0.7, 0.1}, new double[] {0.9, 0.2, 0.3, 0.1});

    // 3 and 1 of four are right
    assertWeights(Combination.byAccuracy(members, List.of(0, 0, 0, 0)), CLOSE, 0.75, 0.25);
    assertWeights(Combination.byAccuracy(members, List.of(1, 1, 1, 0)), CLOSE, 0, 1);
  }

  @Test
  void isEvenWhereNoMemberIsRight() {
    assertWeights(
        Combination.byAccuracy(right(new double[] {0.9}, new double[] {0.8}), List.of(1)),
        CLOSE,
        0.5,
        0.5);
  }

  @Test
  void learnsWeightsWhereTheLossIsLeast() {
    // ln(0.2 + 0.6 w) + ln(0.6 - 0.3 w) is highest where 0.6 (0.6 - 0.3 w) = 0.3 (0.2 + 0.6 w)
    assertWeights(
        Combination.learnt(right(new double[] {0.8, 0.3}, new double[] {0.2, 0.6}), List.of(0, 0)),
        LEARNT,
        5.0 / 6,
        1.0 / 6);
  }

  @Test
  void givesAMemberNothingThatIsWorseEverywhere() {
    assertWeights(
        Combination.learnt(right(new double[] {0.9, 0.8}, new double[] {0.5, 0.4}), List.of(0, 0)),
        LEARNT,
        1,
        0);
  }

  @Test
  void learntWeightsMeetTheConditionsOfAMinimum() {
    double[][] given = {{0.9, 0.1, 0.6, 0.2}, {0.3, 0.8, 0.5, 0.3}, {0.4, 0.4, 0.1, 0.7}};
    Combination learnt = Combination.learnt(right(given), List.of(0, 0, 0, 0));
    for (int member = 0; member < given.length; member++) {
      double gradient = 0;
      for (int i = 0; i < 4; i++) {
        double mixture = 0;
        for (int other = 0; other < given.length; other++) {
          mixture += learnt.weights().get(other) * given[other][i];
        }
        gradient += given[member][i] / mixture / 4;
      }
      // 1 for each member that counts, less for each that does not
      assertThat(gradient).isLessThanOrEqualTo(1 + 1e-5);
      assertThat(learnt.weights().get(member) * (1 - gradient)).isCloseTo(0, within(1e-5));
    }
  }

  @Test
  void refusesWhatIsNoEnsemble() {
    assertThatThrownBy(() -> Combination.mean(0)).hasMessageContaining("needs a member");
    assertThatThrownBy(() -> Combination.weighted(List.of(1.0, -1.0)))
        .hasMessageContaining("not below 0");
    assertThatThrownBy(() -> Combination.weighted(List.of(0.0, 0.0)))
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> Combination.mean(2).combine(members(said(1, 0))))
        .hasMessageContaining("1 members");
    assertThatThrownBy(
            () -> Combination.mean(2).combine(members(said(0.5, 0.5), said(0.2, 0.3, 0.5))))
        .hasMessageContaining("3 labels");
    assertThatThrownBy(
            () ->
                Combination.mean(2)
                    .combine(List.of(ImmutableList.of(), ImmutableList.of(said(1, 0)))))
        .hasMessageContaining("a member predicts 1 examples, not 0");
  }
}
