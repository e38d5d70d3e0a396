package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BF16: 8 bits of mantissa, so a relative rounding error of at most 1/256. */
@ExtendWith(InScope.class)
class BrainFloatTest {
  private static final double ROUNDING = 1.0 / 256;

  @Test
  void keepsWhatItCanHoldAndRoundsTheRest() {
    Tensor x = Tensor.of(new float[] {1, -0.15625f, 3e38f, 1.001f, 0}, 5);
    Tensor y = Memory.cast(x, NumberFormat.BF16);
    assertThat(y.format()).isEqualTo(NumberFormat.BF16);
    float[] back = Memory.cast(y, NumberFormat.F32).toFloats();
    assertThat(back[0]).isEqualTo(1);
    assertThat(back[1]).isEqualTo(-0.15625f);
    assertThat(back[2]).isCloseTo(3e38f, within(3e38f / 256));
    assertThat(back[3]).isEqualTo(1);
    assertThat(back).isEqualTo(y.toFloats());
    assertThat(y.shape()).containsExactly(5);
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatKnowsItself(NumberFormat format) {
    Tensor zeros = Tensor.zeros(format, 2, 3);
    assertThat(zeros.format()).isEqualTo(format);
    assertThat(zeros.toFloats()).containsOnly(0f);
  }

  @Test
  void gradientsFlowThroughCasts() {
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 3).trainable();
    Tensor loss =
        Gradients.recording(
            () -> {
              Tensor half = Memory.cast(x, NumberFormat.BF16);
              return Arithmetic.sum(Memory.cast(Arithmetic.multiply(half, half), NumberFormat.F32));
            });
    Tensor gradient = Gradients.of(loss, List.of(x)).get(0);
    assertThat(gradient.format()).isEqualTo(NumberFormat.F32);
    assertThat(gradient.toFloats()).containsExactly(2, 4, 6);
  }

  @Test
  void aLinearMapAgreesWithSinglePrecision() {
    Random random = new Random(2);
    Tensor x = drawn(random, 6, 64);
    Tensor w = drawn(random, 32, 64);
    Tensor b = drawn(random, 32);
    double[] exact = Layers.linear(x, w, List.of(b)).toDoubles();
    Tensor y =
        Layers.linear(
            Memory.cast(x, NumberFormat.BF16),
            Memory.cast(w, NumberFormat.BF16),
            List.of(Memory.cast(b, NumberFormat.BF16)));
    assertThat(y.format()).isEqualTo(NumberFormat.BF16);
    double size = Math.sqrt(64) / 3;
    assertThat(y.toDoubles()).containsExactly(exact, within(3 * ROUNDING * size));
    assertThat(y.toDoubles()).isNotEqualTo(exact);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recordedAttentionAgreesWithSinglePrecision(boolean masked) {
    Random random = new Random(4);
    List<Tensor> inputs =
        List.of(drawn(random, 2, 3, 8, 16), drawn(random, 2, 3, 8, 16), drawn(random, 2, 3, 8, 16));
    float[] unseen = new float[16];
    unseen[3] = -1e4f;
    unseen[12] = -1e4f;
    List<Tensor> mask = masked ? List.of(Tensor.of(unseen, 2, 1, 1, 8)) : List.of();

    Recorded exact = recorded(inputs, mask, NumberFormat.F32);
    Recorded rounded = recorded(inputs, mask, NumberFormat.BF16);

    assertThat(rounded.values()).containsExactly(exact.values(), within(4 * ROUNDING));
    assertThat(rounded.values()).isNotEqualTo(exact.values());
    for (int i = 0; i < inputs.size(); i++) {
      double[] difference = rounded.gradients().get(i).toDoubles();
      double[] expected = exact.gradients().get(i).toDoubles();
      for (int j = 0; j < difference.length; j++) {
        difference[j] -= expected[j];
      }
      assertThat(norm(difference)).as("input %d", i).isLessThan(4 * ROUNDING * norm(expected));
    }
  }

  private record Recorded(Tensor y, List<Tensor> gradients) {
    double[] values() {
      return y.toDoubles();
    }
  }

  private static Recorded recorded(List<Tensor> inputs, List<Tensor> mask, NumberFormat format) {
    List<Tensor> own = inputs.stream().map(x -> Memory.clone(x).trainable()).toList();
    List<Tensor> cast = mask.stream().map(x -> Memory.cast(x, format)).toList();
    Tensor y =
        Gradients.recording(
            () -> {
              List<Tensor> in = own.stream().map(x -> Memory.cast(x, format)).toList();
              Tensor attended = Attention.attend(in.get(0), in.get(1), in.get(2), cast, false, 0);
              return Memory.cast(attended, NumberFormat.F32);
            });
    Tensor weights = drawn(new Random(5), y.shape());
    return new Recorded(y, Gradients.of(y, weights, own));
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
  }

  private static Tensor drawn(Random random, long... shape) {
    return Memory.cast(
        Tensor.of(random.doubles(Shapes.count(shape), -1, 1).toArray(), shape), NumberFormat.F32);
  }
}
