package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kernel against plain loops over doubles. */
@ExtendWith(InScope.class)
class KernelValuesTest {
  private static final List<Tensor> NONE = List.of();

  private final Random random = new Random(3);

  @Test
  void elementwise() {
    Tensor a = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor b = Tensor.of(new double[] {2, 4, 8}, 3);
    equal(Arithmetic.add(a, b), 3, 6, 11, 6, 9, 14);
    equal(Arithmetic.subtract(a, b), -1, -2, -5, 2, 1, -2);
    equal(Arithmetic.multiply(a, b), 2, 8, 24, 8, 20, 48);
    equal(Arithmetic.divide(a, b), 0.5, 0.5, 0.375, 2, 1.25, 0.75);
    equal(Arithmetic.scale(b, 0.5), 1, 2, 4);
    equal(Arithmetic.shift(b, -1), 1, 3, 7);
    equal(Arithmetic.power(b, 2), 4, 16, 64);
    equal(Arithmetic.exp(b), Math.exp(2), Math.exp(4), Math.exp(8));
    equal(Arithmetic.log(b), Math.log(2), Math.log(4), Math.log(8));
  }

  @Test
  void sumsAndProducts() {
    Tensor a = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    equal(Arithmetic.sum(a), 21);
    equal(Arithmetic.sum(a, 0), 5, 7, 9);
    equal(Arithmetic.sum(a, -1), 6, 15);
    equal(Arithmetic.mean(a), 3.5);
    equal(Arithmetic.max(a, 1), 3, 6);
    equal(Arithmetic.matmul(a, Shapes.transpose(a, 0, 1)), 14, 32, 32, 77);
  }

  @Test
  void shapes() {
    Tensor a = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertThat(Shapes.reshape(a, 3, -1).shape()).containsExactly(3, 2);
    equal(Shapes.transpose(a, 0, -1), 1, 4, 2, 5, 3, 6);
    equal(Shapes.contiguous(Shapes.transpose(a, 0, 1)), 1, 4, 2, 5, 3, 6);
    equal(Shapes.narrow(a, 1, 1, 2), 2, 3, 5, 6);
    equal(Shapes.join(List.of(a, a), 1), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
    equal(Shapes.expand(Shapes.narrow(a, 0, 1, 1), 2, -1), 4, 5, 6, 4, 5, 6);
    assertThat(Shapes.count(2, 3, 4)).isEqualTo(24);
    assertThat(Shapes.count()).isEqualTo(1);
  }

  @Test
  void rowsByNumber() {
    Tensor table = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
    equal(Indexing.rows(table, Tensor.of(new long[] {2, 0}, 1, 2)), 5, 6, 1, 2);
    equal(Indexing.select(table, 1, Tensor.of(new long[] {1}, 1)), 2, 4, 6);
    equal(Indexing.gather(table, 0, Tensor.of(new long[] {2, 0}, 1, 2)), 5, 2);
  }

  @Test
  void overlayLaysRowsWhereIdsAreAboveZero() {
    Tensor base = Tensor.of(new double[] {1, 1, 2, 2, 3, 3}, 1, 3, 2);
    Tensor rows = Tensor.of(new float[] {7, 8, 9, 10}, 2, 2);
    equal(Indexing.overlay(base, rows, Tensor.of(new long[] {2, 0, 1}, 1, 3)), 9, 10, 2, 2, 7, 8);
  }

  @ParameterizedTest
  @CsvSource({"F64, 1e-12", "F32, 2e-6"})
  void linear(NumberFormat format, double tolerance) {
    double[] x = draw(24);
    double[] w = draw(20);
    double[] b = draw(5);
    Tensor y = Layers.linear(tensor(format, x, 2, 3, 4), tensor(format, w, 5, 4), NONE);
    Tensor z =
        Layers.linear(
            tensor(format, x, 2, 3, 4), tensor(format, w, 5, 4), List.of(tensor(format, b, 5)));
    assertThat(z.shape()).containsExactly(2, 3, 5);
    close(y, tolerance, Plain.linear(x, w, new double[0], 4));
    close(z, tolerance, Plain.linear(x, w, b, 4));
  }

  @ParameterizedTest
  @CsvSource({"F64, 1e-12", "F32, 2e-6"})
  void layerNorm(NumberFormat format, double tolerance) {
    double[] x = draw(24);
    double[] w = draw(6);
    double[] b = draw(6);
    Tensor y =
        Layers.layerNorm(
            tensor(format, x, 2, 2, 6), tensor(format, w, 6), tensor(format, b, 6), 1e-3);
    close(y, tolerance, Plain.layerNorm(x, w, b, 1e-3));
  }

  @ParameterizedTest
  @EnumSource
  void activations(Activation activation) {
    double[] x = {-4, -2.5, -1, -0.1, 0, 0.3, 1, 2, 4};
    double[] expected = Plain.map(x, value -> Plain.activation(activation, value));
    close(activation.apply(Tensor.of(x, 9)), 1e-12, expected);
    close(activation.apply(tensor(NumberFormat.F32, x, 9)), 1e-6, expected);
    assertThat(Activation.named(activation.configName())).contains(activation);
    assertThat(Activation.names()).contains(activation.configName());
  }

  @Test
  void activationsHaveTheNamesOfConfigurations() {
    assertThat(Activation.named("swish")).contains(Activation.SILU);
    assertThat(Activation.named("GELU")).contains(Activation.GELU);
    assertThat(Activation.named("gelu_fast")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "F64, none, 1e-12", "F64, causal, 1e-12", "F64, mask, 1e-12",
    "F32, none, 2e-6", "F32, causal, 2e-6", "F32, mask, 2e-6"
  })
  void attention(NumberFormat format, String kind, double tolerance) {
    int queries = 3;
    int keys = kind.equals("causal") ? 3 : 5;
    double[] q = draw(2 * queries * 4);
    double[] k = draw(2 * keys * 4);
    double[] v = draw(2 * keys * 4);
    double[][] mask = new double[queries][keys];
    for (int t = 0; t < queries; t++) {
      for (int s = 0; s < keys; s++) {
        boolean hidden = kind.equals("mask") ? (s + t) % 3 == 0 : kind.equals("causal") && s > t;
        mask[t][s] = hidden ? -1e4 : 0;
      }
    }
    List<Tensor> added =
        kind.equals("mask")
            ? List.of(
                tensor(
                    format,
                    Arrays.stream(mask).flatMapToDouble(Arrays::stream).toArray(),
                    1,
                    1,
                    queries,
                    keys))
            : NONE;
    Tensor y =
        Attention.attend(
            tensor(format, q, 1, 2, queries, 4),
            tensor(format, k, 1, 2, keys, 4),
            tensor(format, v, 1, 2, keys, 4),
            added,
            kind.equals("causal"),
            0);
    assertThat(y.shape()).containsExactly(1, queries, 8);
    close(y, tolerance, Plain.attend(q, k, v, mask, 2, 4));
  }

  @ParameterizedTest
  @CsvSource({"F64, 1e-12", "F32, 2e-6"})
  void lstmBothWays(NumberFormat format, double tolerance) {
    double[] x = draw(12); // four positions of three
    List<double[]> drawn = new ArrayList<>();
    List<Tensor> weights = new ArrayList<>();
    for (long input : new long[] {3, 3, 4, 4}) { // two layers of two directions of two
      for (long[] shape : new long[][] {{8, input}, {8, 2}, {8}, {8}}) {
        drawn.add(draw((int) Shapes.count(shape)));
        weights.add(tensor(format, drawn.get(drawn.size() - 1), shape));
      }
    }

    Tensor y = Recurrent.lstmBothWays(tensor(format, x, 1, 4, 3), weights, 2);

    double[] lower = Plain.lstmBothWays(x, drawn.subList(0, 8), 3);
    assertThat(y.shape()).containsExactly(1, 4, 4);
    close(y, tolerance, Plain.lstmBothWays(lower, drawn.subList(8, 16), 4));
  }

  @Test
  void splitHeadsPutsHeadsBeforePositions() {
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 4);
    Tensor y = Attention.splitHeads(x, 2);
    assertThat(y.shape()).containsExactly(1, 2, 2, 2);
    equal(y, 1, 2, 5, 6, 3, 4, 7, 8);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void attentionSublayerIsTheSumOfItsParts(boolean normFirst) {
    Tensor x = tensor(NumberFormat.F64, draw(24), 2, 3, 4);
    Layers.Affine queryKeyValue = affine(12, 4);
    Layers.Affine output = affine(4, 4);
    Layers.Affine norm = new Layers.Affine(drawn(4), List.of(drawn(4)));
    Tensor whole =
        Attention.sublayer(x, normFirst, queryKeyValue, output, norm, 1e-5, NONE, true, 2, 0, 0);
    Tensor inner = normFirst ? norm(x, norm) : x;
    Tensor joint = Layers.linear(inner, queryKeyValue.weight(), queryKeyValue.bias());
    Tensor seen =
        Attention.attend(
            Attention.splitHeads(Shapes.narrow(joint, -1, 0, 4), 2),
            Attention.splitHeads(Shapes.narrow(joint, -1, 4, 4), 2),
            Attention.splitHeads(Shapes.narrow(joint, -1, 8, 4), 2),
            NONE,
            true,
            0);
    Tensor sum = Arithmetic.add(x, Layers.linear(seen, output.weight(), output.bias()));
    equal(whole, (normFirst ? sum : norm(sum, norm)).toDoubles());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void feedForwardIsTheSumOfItsParts(boolean normFirst) {
    double[] x = draw(24);
    Layers.Affine inner = affine(6, 4);
    Layers.Affine outer = affine(4, 6);
    Layers.Affine norm = new Layers.Affine(drawn(4), List.of(drawn(4)));
    Tensor whole =
        Layers.feedForward(
            Tensor.of(x, 2, 3, 4), normFirst, inner, outer, norm, 1e-5, Activation.SILU, 0);
    double[] scale = norm.weight().toDoubles();
    double[] offset = norm.bias().get(0).toDoubles();
    double[] first = normFirst ? Plain.layerNorm(x, scale, offset, 1e-5) : x;
    double[] middle =
        Plain.map(plain(inner, first, 4), value -> Plain.activation(Activation.SILU, value));
    double[] sum = Plain.add(x, plain(outer, middle, 6));
    close(whole, 1e-12, normFirst ? sum : Plain.layerNorm(sum, scale, offset, 1e-5));
  }

  @Test
  void dropoutZeroesAndScalesUp() {
    Machine.seed(4);
    int count = 40_000;
    float[] kept = Layers.dropout(Tensor.of(ones(count), count), 0.2).toFloats();
    // 0.2 is 6,554 of 32,768 chances: what is kept is divided by the share of the others
    assertThat(kept).containsOnly(0f, 32_768f / 26_214f);
    int[] zeros = new int[4];
    int both = 0;
    for (int i = 0; i < count; i++) {
      zeros[i % 4] += kept[i] == 0 ? 1 : 0;
      both += i > 0 && kept[i] == 0 && kept[i - 1] == 0 ? 1 : 0;
    }
    // of 10,000 in each of the four places 2,000 with a deviation of 40; of two neighbours 0.04
    for (int zerosInPlace : zeros) {
      assertThat(zerosInPlace).isBetween(1_800, 2_200);
    }
    assertThat(both).isBetween(1_400, 1_800);
    assertThat(Layers.dropout(Tensor.of(ones(10), 10), 0).toFloats()).containsOnly(1f);
  }

  @Test
  void dropoutKeepsShapeAndFormat() {
    Tensor x = Memory.cast(Tensor.of(ones(30), 2, 3, 5), NumberFormat.BF16);

    Tensor dropped = Layers.dropout(Shapes.transpose(x, 0, 1), 0.1);

    assertThat(dropped.shape()).containsExactly(3, 2, 5);
    assertThat(dropped.format()).isEqualTo(NumberFormat.BF16);
  }

  @Test
  void distributions() {
    double[] x = {0.5, -1, 2};
    double total = Plain.logSumExp(x);
    Tensor t = Tensor.of(x, 1, 3);
    close(Losses.softmax(t), 1e-12, Plain.map(x, value -> Math.exp(value - total)));
    close(Losses.logSoftmax(t), 1e-12, Plain.map(x, value -> value - total));
    close(Losses.logSumExp(t, -1), 1e-12, total);
    close(Losses.logSumExp(Tensor.of(new double[] {1000, 1000}, 2), 0), 1e-9, 1000 + Math.log(2));
  }

  @Test
  void crossEntropyIsTheMeanOverTargetsThatCount() {
    double[] x = draw(12);
    Tensor scores = Tensor.of(x, 3, 4);
    double first = logProbability(x, 0, 2);
    double last = logProbability(x, 2, 1);
    Tensor targets = Tensor.of(new long[] {2, Losses.IGNORED, 1}, 3);
    close(Losses.crossEntropy(scores, targets, NONE, 0), 1e-12, -(first + last) / 2);
    Tensor two = Tensor.of(new double[] {x[0], x[1], x[2], x[3], x[8], x[9], x[10], x[11]}, 2, 4);
    close(Losses.crossEntropy(two, 2, 1), 1e-12, -(first + last) / 2);
  }

  @Test
  void crossEntropyWeighsClasses() {
    double[] x = draw(12);
    double[] w = {1, 3, 0.5, 2};
    Tensor targets = Tensor.of(new long[] {2, 0, 1}, 3);
    double expected =
        -(w[2] * logProbability(x, 0, 2)
                + w[0] * logProbability(x, 1, 0)
                + w[1] * logProbability(x, 2, 1))
            / (w[2] + w[0] + w[1]);
    close(
        Losses.crossEntropy(Tensor.of(x, 3, 4), targets, List.of(Tensor.of(w, 4)), 0),
        1e-12,
        expected);
  }

  @Test
  void crossEntropySpreadsTheSmoothedShare() {
    double[] x = draw(4);
    double mean = 0;
    for (int c = 0; c < 4; c++) {
      mean -= logProbability(x, 0, c) / 4;
    }
    double expected = 0.9 * -logProbability(x, 0, 3) + 0.1 * mean;
    Tensor targets = Tensor.of(new long[] {3}, 1);
    close(Losses.crossEntropy(Tensor.of(x, 1, 4), targets, NONE, 0.1), 1e-12, expected);
  }

  private static double logProbability(double[] scores, int row, int column) {
    double[] line = Arrays.copyOfRange(scores, row * 4, row * 4 + 4);
    return line[column] - Plain.logSumExp(line);
  }

  private static Tensor norm(Tensor x, Layers.Affine norm) {
    return Layers.layerNorm(x, norm.weight(), norm.bias().get(0), 1e-5);
  }

  private static double[] plain(Layers.Affine map, double[] x, int in) {
    return Plain.linear(x, map.weight().toDoubles(), map.bias().get(0).toDoubles(), in);
  }

  private Layers.Affine affine(int out, int in) {
    return new Layers.Affine(Tensor.of(draw(out * in), out, in), List.of(drawn(out)));
  }

  private Tensor drawn(int length) {
    return Tensor.of(draw(length), length);
  }

  private double[] draw(int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Tensor tensor(NumberFormat format, double[] values, long... shape) {
    return Memory.cast(Tensor.of(values, shape), format);
  }

  private static void equal(Tensor found, double... expected) {
    close(found, 1e-12, expected);
  }

  private static void close(Tensor found, double tolerance, double... expected) {
    assertThat(found.toDoubles()).containsExactly(expected, within(tolerance));
  }
}
