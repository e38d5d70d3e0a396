package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.Seeds;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrototypicalVerbalizerTest {
  private static final ImmutableIntArray LABELS = ImmutableIntArray.of(0, 0, 1);

  @Test
  void defaults() {
    assertThat(PrototypicalOptions.defaults())
        .isEqualTo(new PrototypicalOptions(64, 30, 0.01, PrototypicalOptions.Score.PROTOTYPES));
  }

  /** With one example each: -log(e / (e + 1)) for both, over K · C² = 4. */
  @Test
  void withOneExampleALabelBothLossesAreThoseOfThePaper() {
    PrototypicalLoss loss = new PrototypicalLoss(ImmutableIntArray.of(0, 1), 2);
    float[] identity = {1, 0, 0, 1};
    double expected = 2 * -Math.log(Math.E / (Math.E + 1)) / 4;

    assertThat(value(() -> loss.ofPrototypes(Tensor.of(identity, 2, 2))))
        .isCloseTo(expected, within(1e-6));
    assertThat(value(() -> loss.ofInstances(Tensor.of(identity, 2, 2))))
        .isCloseTo(expected, within(1e-6));
  }

  /** Equation 5, summed term by term over examples of which two have one label and one another. */
  @Test
  void labelsMayHaveUnequalNumbersOfExamples() {
    float[] s = {1, 0.3f, -0.2f, 0.3f, 1, 0.5f, -0.2f, 0.5f, 1};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        if (LABELS.get(i) == LABELS.get(j)) {
          double others = 0;
          for (int k = 0; k < 3; k++) {
            others += LABELS.get(k) == LABELS.get(j) ? 0 : Math.exp(s[k * 3 + j]);
          }
          sum -= Math.log(Math.exp(s[i * 3 + j]) / (Math.exp(s[i * 3 + j]) + others));
        }
      }
    }
    PrototypicalLoss loss = new PrototypicalLoss(LABELS, 2);

    assertThat(value(() -> loss.ofInstances(Tensor.of(s, 3, 3)))).isCloseTo(sum / 9, within(1e-6));
  }

  @Test
  void learnsToTellApartWhatLiesApart() {
    int hidden = 12;
    int each = 5;
    float[] rows = new float[(each + 2 * each) * hidden];
    int[] labels = new int[3 * each];
    Random random = new Random(5);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i < each ? 0 : 1;
      for (int j = 0; j < hidden; j++) {
        rows[i * hidden + j] =
            (float) (0.4 * random.nextGaussian() + (labels[i] == 0 ? j % 2 : (j + 1) % 2));
      }
    }
    try (Prototypes prototypes = Prototypes.drawn(2, hidden, 4, Seeds.of(3))) {
      ImmutableIntArray own = ImmutableIntArray.copyOf(labels);
      PrototypicalLoss loss = new PrototypicalLoss(own, 2);
      double before = value(() -> prototypes.loss(loss, Tensor.of(rows, labels.length, hidden)));

      Scope.run(
          () ->
              prototypes.learn(
                  Tensor.of(rows, labels.length, hidden), own, PrototypicalOptions.defaults()));

      assertThat(value(() -> prototypes.loss(loss, Tensor.of(rows, labels.length, hidden))))
          .isLessThan(before - 0.1);
      float[] found =
          Scope.get(() -> prototypes.similarity(Tensor.of(rows, labels.length, hidden)).toFloats());
      for (int i = 0; i < labels.length; i++) {
        assertThat(found[2 * i + labels[i]]).isGreaterThan(found[2 * i + 1 - labels[i]]);
      }
    }
  }

  private static double value(java.util.function.Supplier<Tensor> tensor) {
    return Scope.get(() -> (double) tensor.get().item());
  }
}
