package dev.cloze.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Output;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Baselines of several labels and of numbers. */
class OutputBaselinesTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("a", "b"));
  private static final List<String> TEXTS =
      List.of("red apples", "red wine", "old wine", "old stones", "apples and wine");

  private static List<Example> examples(List<List<Integer>> labels) {
    return IntStream.range(0, labels.size())
        .mapToObj(i -> Example.of(TEXTS.get(i)).withLabels(labels.get(i)))
        .toList();
  }

  @Test
  void eachLabelIsARegressionOfItsOwn() {
    List<Example> several =
        examples(List.of(List.of(0), List.of(0, 1), List.of(1), List.of(), List.of(1)));
    List<Example> onlyB =
        several.stream()
            .map(e -> e.withLabel(e.labels().orElseThrow().contains(1) ? 1 : 0))
            .toList();
    List<Example> test = List.of(Example.of("red wine and stones"), Example.of("apples"));

    List<Double> found =
        new WordsEachLabel()
            .predict(several, test, LABELS).stream().map(p -> p.probabilities().get(1)).toList();

    assertThat(found)
        .isEqualTo(
            new WordsLogisticRegression()
                .predict(onlyB, test, LABELS).stream().map(p -> p.probabilities().get(1)).toList());
  }

  @Test
  void aLabelThatAllOrNoneHaveIsCertain() {
    List<Example> train = examples(List.of(List.of(0), List.of(0)));

    assertThat(
            new WordsEachLabel()
                .predict(train, List.of(Example.of("x")), LABELS)
                .get(0)
                .probabilities())
        .isEqualTo(ImmutableDoubleArray.of(1, 0));
  }

  @Test
  void theMostFrequentSetIsGivenToAll() {
    List<Example> train =
        examples(List.of(List.of(0), List.of(0, 1), List.of(), List.of(0, 1), List.of(1)));

    assertThat(
            new FrequentLabels()
                .predict(train, List.of(Example.of("x")), LABELS)
                .get(0)
                .probabilities())
        .isEqualTo(ImmutableDoubleArray.of(1, 1));
  }

  @Test
  void theMeanIsSaidOfAll() {
    Output.NumberRange range = new Output.NumberRange(0, 10);
    List<Example> train = List.of(Example.of("x").withNumber(2), Example.of("y").withNumber(7));

    assertThat(
            range.number(
                new MeanNumber(range)
                    .predict(train, List.of(Example.of("z")), LABELS)
                    .get(0)
                    .probabilities()))
        .isCloseTo(4.5, within(1e-12));
  }

  /** One feature, 1 in the first text: w + b - 3 = -w and w + 2 b = 5, so w = 1/3 and b = 7/3. */
  @Test
  void ridgeRegressionIsItsExactMinimum() {
    SparseRow first = new SparseRow(ImmutableIntArray.of(0), ImmutableDoubleArray.of(1));
    SparseRow second = new SparseRow(ImmutableIntArray.of(), ImmutableDoubleArray.of());
    RidgeLoss loss =
        new RidgeLoss(ImmutableList.of(first, second), ImmutableDoubleArray.of(3, 2), 1, 1);

    double[] found = NewtonMethod.minimum(loss, new double[2]);

    assertThat(found).containsExactly(new double[] {1 / 3.0, 7 / 3.0}, within(1e-8));
    assertThat(loss.value(found)).isCloseTo((1 / 9.0 + 1 / 9.0 + 1 / 9.0) / 2, within(1e-8));
  }

  @Test
  void whatLiesBeyondAPoleIsThePole() {
    Output.NumberRange range = new Output.NumberRange(0, 10);

    assertThat(MeanNumber.prediction(range, Example.of(""), 12).probabilities())
        .isEqualTo(ImmutableDoubleArray.of(0, 1));
  }
}
