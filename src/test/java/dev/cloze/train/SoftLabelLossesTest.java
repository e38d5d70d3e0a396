package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.data.SoftLabel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.TinyClassifier;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoftLabelLossesTest {
  private static final float NEAR = 1e-5f;
  private static final ImmutableList<String> LABELS = ImmutableList.of("a", "b");

  /** The second example has a right label, and scores that say nothing. */
  private static final List<Example> TWO =
      List.of(Example.of("").withSoft(SoftLabel.of(0.8, 0.2)), Example.of("").withLabel(1));

  private static final float[] SCORES = {(float) (2 * Math.log(3)), 0, 0, 0};

  private static BatchLoss loss(TrainingOptions options, List<Example> batch) {
    return BatchLoss.of(Output.ONE_LABEL, options, LABELS, batch);
  }

  private static double value(BatchLoss loss, List<Example> batch, float... scores) {
    return Scope.get(() -> loss.of(Tensor.of(scores, batch.size(), 2), batch).item());
  }

  private static float[] gradient(BatchLoss loss, List<Example> batch, float... scores) {
    return Scope.get(
        () -> {
          Tensor x = Tensor.of(scores, batch.size(), 2).trainable();
          Tensor value = Gradients.recording(() -> loss.of(x, batch));
          return Gradients.of(value, List.of(x)).get(0).toFloats();
        });
  }

  /**
   * The first example, with T = 2: the square roots of 0.8 and 0.2 are as 2 to 1, so that q = (2/3,
   * 1/3); half the scores are (ln 3, 0), of which the softmax is (3/4, 1/4). KL = 2/3 ln(8/9) + 1/3
   * ln(4/3) = 0.0173720. The second: q = (0, 1) against (1/2, 1/2), KL = ln 2. T² / B = 2.
   */
  @Test
  void isTheDivergenceOfTemperedDistributionsTimesTheSquareOfTheTemperature() {
    double found = value(loss(TrainingOptions.defaults().withTemperature(2), TWO), TWO, SCORES);

    assertThat(found).isCloseTo(2 * (0.0173720 + Math.log(2)), within(1e-6));
    // without the factor T² it would be a fourth
    assertThat(found / 4).isNotCloseTo(2 * (0.0173720 + Math.log(2)), within(0.5));
  }

  /** T / B (softmax(s / T) - q): 2/2 (3/4 - 2/3) and 2/2 (1/2 - 0). */
  @Test
  void hasTheGradientOfThat() {
    assertThat(gradient(loss(TrainingOptions.defaults().withTemperature(2), TWO), TWO, SCORES))
        .containsExactly(new float[] {1 / 12f, -1 / 12f, 0.5f, -0.5f}, within(NEAR));
  }

  @Test
  void changesAlongADirectionAsTheGradientSays() {
    BatchLoss loss = loss(TrainingOptions.defaults().withTemperature(1.7), TWO);
    float[] at = {0.3f, -0.8f, 1.1f, 0.4f};
    float[] direction = {0.5f, -0.25f, -0.5f, 1};
    float[] slope = gradient(loss, TWO, at);
    double expected = IntStream.range(0, 4).mapToDouble(i -> slope[i] * direction[i]).sum();

    float step = 1f / 64;
    double found =
        (value(loss, TWO, moved(at, direction, step))
                - value(loss, TWO, moved(at, direction, -step)))
            / (2 * step);

    assertThat(found).isCloseTo(expected, within(1e-4));
    assertThat(found).isNotCloseTo(expected * 1.02, within(1e-4));
  }

  private static float[] moved(float[] at, float[] direction, float step) {
    float[] moved = at.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return moved;
  }

  /** Divided by the two examples, not by the weights' sum: (3 ln 2 + ln 2) / 2. */
  @Test
  void countsAnExampleByItsWeight() {
    List<Example> batch =
        List.of(
            Example.of("").withSoft(new SoftLabel(ImmutableDoubleArray.of(1, 0), 3, "")),
            Example.of("").withLabel(1));

    assertThat(value(loss(TrainingOptions.defaults(), batch), batch, 0, 0, 0, 0))
        .isCloseTo(2 * Math.log(2), within(1e-6));
  }

  /** q = 0.9 (1, 0) + 0.1 (1/2, 1/2); against (1/2, 1/2): 0.95 ln 1.9 + 0.05 ln 0.1. */
  @Test
  void smoothsWhatIsAskedFor() {
    List<Example> batch = List.of(Example.of("").withSoft(SoftLabel.certain(0, 2)));

    assertThat(value(new SoftLabelLosses(2, 1, 0.1), batch, 0, 0))
        .isCloseTo(0.95 * Math.log(1.9) + 0.05 * Math.log(0.1), within(1e-6));
  }

  @Test
  void aTemperatureChangesWhatRightLabelsTeachToo() {
    List<Example> right = List.of(Example.of("").withLabel(0));

    // 4 KL((1, 0), (3/4, 1/4))
    assertThat(
            value(
                loss(TrainingOptions.defaults().withTemperature(2), right),
                right,
                (float) (2 * Math.log(3)),
                0))
        .isCloseTo(4 * Math.log(4 / 3.0), within(1e-5));
  }

  @Test
  void refusesWeightsOfLabelsAndOtherLabels() {
    TrainingOptions weighted =
        TrainingOptions.defaults().withClassWeights(ImmutableMap.of("a", 2.0));

    assertThatThrownBy(() -> loss(weighted, TWO))
        .hasMessage("soft labels have no classes to weigh");
    assertThatThrownBy(() -> weighted.withTemperature(2))
        .hasMessage("temperature stands beside weights of labels; only one of the two may");
    assertThatThrownBy(() -> TrainingOptions.defaults().withTemperature(0))
        .hasMessage("temperature must be above 0, was 0.0");
    List<Example> three = List.of(Example.of("").withId("9").withSoft(SoftLabel.of(0, 0, 1)));
    assertThatThrownBy(() -> value(loss(TrainingOptions.defaults(), three), three, 0, 0))
        .hasMessage("example '9': a soft label over 3 labels, of which there are 2");
  }

  /** Two trainings of several steps: with right labels, and with the same as soft ones. */
  @Test
  void withAllMassOnOneLabelATrainingIsThatOfRightLabels() {
    List<Example> right =
        IntStream.range(0, 7)
            .mapToObj(i -> Example.of("A dull evening, number " + i).withLabel(i % 3))
            .toList();
    List<Example> soft =
        right.stream()
            .map(
                e ->
                    Example.of(e.fields().get("text_a"))
                        .withSoft(SoftLabel.certain(e.label().getAsInt(), 3)))
            .toList();

    List<float[]> one = trained(right);
    List<float[]> other = trained(soft);

    for (int i = 0; i < one.size(); i++) {
      assertThat(other.get(i)).containsExactly(one.get(i), within(2e-5f));
    }
  }

  private static List<float[]> trained(List<Example> examples) {
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.trained(NumberFormat.F32))) {
      float[] before = tiny.classifier().model().tensors().get(0).toFloats();
      TrainingOptions options =
          TrainingOptions.defaults().withEpochs(3).withBatchSize(2).withLearningRate(1e-3);
      new Training(tiny.classifier(), options, Seeds.of(3)).run(examples, Progress.SILENT);
      List<float[]> after =
          tiny.classifier().model().tensors().stream().map(Tensor::toFloats).toList();
      assertThat(Arrays.equals(after.get(0), before)).isFalse();
      return after;
    }
  }
}
