package dev.cloze.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand. */
class PairedTestsTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  /** Answers to texts 0, 1, ... whose right label is 0; 1 says that an answer is right. */
  private static Answers answers(int... right) {
    return new Answers(
        ImmutableList.of("a", "b"),
        ImmutableLongArray.copyOf(LongStream.range(0, right.length)),
        ImmutableIntArray.copyOf(new int[right.length]),
        ImmutableIntArray.copyOf(Arrays.stream(right).map(r -> 1 - r)));
  }

  private static Answers answers(int right, int wrong) {
    return answers(
        IntStream.concat(
                Collections.nCopies(right, 1).stream().mapToInt(i -> i),
                Collections.nCopies(wrong, 0).stream().mapToInt(i -> i))
            .toArray());
  }

  private static PairedAnswers paired(List<Answers> ours, List<Answers> first) {
    return new PairedAnswers(
        IntStream.range(0, ours.size())
            .mapToObj(run -> new PairedAnswers.Pair(ours.get(run), first.get(run)))
            .toList(),
        Metric.ACCURACY);
  }

  private static Difference.Test test(Answers ours, Answers first) {
    return PairedTexts.of(paired(List.of(ours), List.of(first)));
  }

  @Test
  void isMcNemarsExactTestForOneRun() {
    // ten texts, five of them right in one alone: 2 / 2^5
    assertThat(test(answers(10, 0), answers(5, 5)).p()).isCloseTo(0.0625, CLOSE);
    // six for one and one for the other: 2 (1 + 7) / 2^7
    assertThat(test(answers(1, 1, 1, 1, 1, 1, 0, 1), answers(0, 0, 0, 0, 0, 0, 1, 1)).p())
        .isCloseTo(0.125, CLOSE);
    // as many for one as for the other
    assertThat(test(answers(1, 0, 1), answers(0, 1, 1)).p()).isEqualTo(1);
    assertThat(test(answers(1, 0, 1), answers(1, 0, 1)).p()).isEqualTo(1);
  }

  @Test
  void countsATextOfSeveralRunsOnce() {
    Answers ours = answers(1, 1, 1, 1);
    Answers first = answers(0, 0, 0, 1);
    PairedAnswers twice = paired(List.of(ours, ours), List.of(first, first));

    // three texts that differ, whatever the number of runs: 2 / 2^3
    assertThat(twice.difference()).isCloseTo(0.75, CLOSE);
    assertThat(PairedTexts.of(twice).p()).isCloseTo(0.25, CLOSE);
  }

  @Test
  void drawsSwapsWhereThereAreTooManyToCount() {
    // 2 of 2^20 ways are as far: none is drawn in 9,999, and the one that was seen counts
    assertThat(test(answers(30, 0), answers(10, 20)).p()).isCloseTo(1e-4, CLOSE);
    // 15 against 15: every way is as far
    int[] half = IntStream.range(0, 30).map(i -> i % 2).toArray();
    int[] otherHalf = IntStream.range(0, 30).map(i -> 1 - i % 2).toArray();
    assertThat(test(answers(half), answers(otherHalf)).p()).isEqualTo(1);
  }

  @Test
  void theIntervalIsThatOfOtherTexts() {
    Difference.Test certain = test(answers(20, 0), answers(0, 20));
    assertThat(certain.low()).isEqualTo(1);
    assertThat(certain.high()).isEqualTo(1);

    // half of 200 differ: 0.5 with a standard error of sqrt(0.25 / 200), 1.96 of which are 0.0693
    Difference.Test half = test(answers(200, 0), answers(100, 100));
    assertThat(half.low()).isCloseTo(0.5 - 0.0693, within(0.012));
    assertThat(half.high()).isCloseTo(0.5 + 0.0693, within(0.012));
  }

  @Test
  void swapsWholeMatricesForMacroF1() {
    Counts counts = new Counts(2);
    counts.add(0, 0, 3);
    counts.add(0, 1, 1);
    counts.add(1, 0, 2);
    counts.add(1, 1, 4);

    assertThat(counts.value(Metric.ACCURACY)).isCloseTo(0.7, CLOSE);
    // F1 of 6/9 and of 8/11
    assertThat(counts.value(Metric.MACRO_F1)).isCloseTo((6.0 / 9 + 8.0 / 11) / 2, CLOSE);
    assertThat(new Counts(2).value(Metric.ACCURACY)).isZero();
    assertThat(new Counts(2).value(Metric.MACRO_F1)).isZero();
    PairedAnswers macro =
        new PairedAnswers(
            List.of(new PairedAnswers.Pair(answers(4, 0), answers(2, 2))), Metric.MACRO_F1);
    // one label alone: F1 of 1 and 0, against 2/3 and 0
    assertThat(macro.difference()).isCloseTo((1 - 2.0 / 3) / 2, CLOSE);
    assertThat(macro.swapped(new boolean[] {false, false, true, true}))
        .isCloseTo(-(1 - 2.0 / 3) / 2, CLOSE);
  }

  @Test
  void isStudentsPairedTestOverSeeds() {
    // mean 0.2, deviation 0.1: t = 2 sqrt(3), of which 1 - t / sqrt(2 + t^2) is outside
    Difference.Test test = PairedSeeds.of(new double[] {0.1, 0.2, 0.3}).orElseThrow();

    assertThat(test.p()).isCloseTo(1 - Math.sqrt(12.0 / 14), CLOSE);
    // the table's 4.302653 of 2 degrees of freedom
    assertThat(test.high() - 0.2).isCloseTo(4.302653 * 0.1 / Math.sqrt(3), within(1e-6));
    assertThat(0.2 - test.low()).isCloseTo(test.high() - 0.2, CLOSE);
  }

  @Test
  void nothingIsKnownOfOtherSeedsWhereNothingVaries() {
    assertThat(PairedSeeds.of(new double[] {0.1})).isEmpty();
    assertThat(PairedSeeds.of(new double[] {0.25, 0.25, 0.25})).isEmpty();
  }
}
