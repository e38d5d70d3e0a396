package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses of several labels and of numbers, and their gradients, by hand. */
class OutputLossesTest {
  private static final float NEAR = 1e-5f;
  private static final ImmutableList<String> LABELS = ImmutableList.of("a", "b");
  private static final List<Example> TWO =
      List.of(Example.of("").withLabels(List.of(0)), Example.of("").withLabels(List.of(0, 1)));
  private static final Output SEVERAL = new Output.SeveralLabels(0.5);

  /** The loss, and behind it its gradient by the scores. */
  private static float[] lossAndGradient(BatchLoss loss, List<Example> batch, float... scores) {
    return Scope.get(
        () -> {
          Tensor x = Tensor.of(scores, batch.size(), scores.length / batch.size()).trainable();
          Tensor value = Gradients.recording(() -> loss.of(x, batch));
          float[] slope = Gradients.of(value, List.of(x)).get(0).toFloats();
          float[] all = new float[slope.length + 1];
          all[0] = value.item();
          System.arraycopy(slope, 0, all, 1, slope.length);
          return all;
        });
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void severalLabelsAreCrossEntropiesThatDoNotCompete() {
    BatchLoss loss = BatchLoss.of(SEVERAL, TrainingOptions.defaults(), LABELS, TWO);

    float[] found = lossAndGradient(loss, TWO, 1, 2, -1, 0.5f);

    double expected =
        -Math.log(sigmoid(1))
            - Math.log(1 - sigmoid(2))
            - Math.log(sigmoid(-1))
            - Math.log(sigmoid(0.5));
    assertThat(found)
        .containsExactly(
            new float[] {
              (float) (expected / 2),
              (float) ((sigmoid(1) - 1) / 2),
              (float) (sigmoid(2) / 2),
              (float) ((sigmoid(-1) - 1) / 2),
              (float) ((sigmoid(0.5) - 1) / 2)
            },
            within(NEAR));
  }

  @Test
  void aLabelsWeightCountsWhereItIsOnAndWhereItIsOff() {
    BatchLoss loss =
        BatchLoss.of(
            SEVERAL,
            TrainingOptions.defaults().withClassWeights(ImmutableMap.of("b", 3.0)),
            LABELS,
            TWO);

    // four decisions at even odds: ln 2 each, those of b three times
    assertThat(lossAndGradient(loss, TWO, 0, 0, 0, 0)[0])
        .isCloseTo((float) ((2 + 2 * 3) * Math.log(2) / 2), within(NEAR));
  }

  @Test
  void balancedWeightsAreInverseToTheLabelsCounts() {
    BatchLoss loss = BatchLoss.of(SEVERAL, balanced(), LABELS, TWO);

    // three labels in all, a twice and b once: 3 / (2·2) and 3 / (2·1)
    assertThat(lossAndGradient(loss, TWO, 0, 0, 0, 0)[0])
        .isCloseTo((float) ((2 * 0.75 + 2 * 1.5) * Math.log(2) / 2), within(NEAR));
  }

  private static TrainingOptions balanced() {
    TrainingOptions d = TrainingOptions.defaults();
    return new TrainingOptions(
        d.tune(),
        d.epochs(),
        d.batchSize(),
        d.accumulation(),
        d.learningRate(),
        d.softLearningRate(),
        d.verbalizerLearningRate(),
        d.weightDecay(),
        d.schedule(),
        d.warmup(),
        d.maxGradientNorm(),
        d.dropout(),
        0,
        true,
        d.classWeights(),
        d.select(),
        d.metric(),
        d.patience(),
        d.saveEvery());
  }

  @Test
  void numbersAreSharesOfTheTwoPoles() {
    List<Example> batch = List.of(Example.of("").withNumber(2), Example.of("").withNumber(5));
    BatchLoss loss =
        BatchLoss.of(
            new Output.NumberRange(1, 5),
            TrainingOptions.defaults(),
            ImmutableList.of("low", "high"),
            batch);

    float[] found = lossAndGradient(loss, batch, 0, 1, 0.5f, 0.5f);

    double upper = sigmoid(1);
    double first = 0.75 * Math.log(0.75 / (1 - upper)) + 0.25 * Math.log(0.25 / upper);
    assertThat(found)
        .containsExactly(
            new float[] {
              (float) ((first + Math.log(2)) / 2),
              (float) ((1 - upper - 0.75) / 2),
              (float) ((upper - 0.25) / 2),
              0.25f,
              -0.25f
            },
            within(NEAR));
  }

  @Test
  void aNumberThatIsPredictedExactlyCostsNothing() {
    List<Example> batch = List.of(Example.of("").withNumber(2));

    float[] found =
        lossAndGradient(
            new NumberLosses(new Output.NumberRange(1, 5), 0), batch, (float) Math.log(3), 0);

    assertThat(found).containsExactly(new float[] {0, 0, 0}, within(NEAR));
  }
}
