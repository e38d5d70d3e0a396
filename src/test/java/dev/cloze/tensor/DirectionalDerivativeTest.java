package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of every kernel that has one. */
class DirectionalDerivativeTest {
  private static final List<Tensor> NONE = List.of();

  static Stream<Arguments> kernels() {
    return Stream.of(
        kernel("add", t -> Arithmetic.add(t.get(0), t.get(1)), shape(3, 4), shape(4)),
        kernel("subtract", t -> Arithmetic.subtract(t.get(0), t.get(1)), shape(3, 1), shape(3, 4)),
        kernel("multiply", t -> Arithmetic.multiply(t.get(0), t.get(1)), shape(3, 4), shape(4)),
        kernel("divide", t -> Arithmetic.divide(t.get(0), positive(t.get(1))), shape(3), shape(3)),
        kernel("scale", t -> Arithmetic.scale(t.get(0), 0.3), shape(7)),
        kernel("shift", t -> Arithmetic.exp(Arithmetic.shift(t.get(0), 0.3)), shape(7)),
        kernel("power", t -> Arithmetic.power(positive(t.get(0)), 2.5), shape(7)),
        kernel("exp", t -> Arithmetic.exp(t.get(0)), shape(7)),
        kernel("log", t -> Arithmetic.log(positive(t.get(0))), shape(7)),
        kernel("sum", t -> Arithmetic.sum(Arithmetic.exp(t.get(0))), shape(3, 4)),
        kernel("sum of an axis", t -> Arithmetic.sum(Arithmetic.exp(t.get(0)), 1), shape(3, 4, 2)),
        kernel("mean", t -> Arithmetic.mean(Arithmetic.exp(t.get(0))), shape(3, 4)),
        kernel("max", t -> Arithmetic.max(t.get(0), -1), shape(3, 5)),
        kernel("matmul", t -> Arithmetic.matmul(t.get(0), t.get(1)), shape(2, 3, 4), shape(4, 5)),
        kernel("reshape", t -> Shapes.reshape(Arithmetic.exp(t.get(0)), 6, -1), shape(3, 4)),
        kernel("transpose", t -> Shapes.transpose(Arithmetic.exp(t.get(0)), 0, 1), shape(3, 4)),
        kernel("contiguous", t -> Shapes.contiguous(Shapes.transpose(t.get(0), 0, 1)), shape(3, 4)),
        kernel("narrow", t -> Shapes.narrow(Arithmetic.exp(t.get(0)), 1, 1, 2), shape(3, 4)),
        kernel("join", t -> Shapes.join(List.of(t.get(0), t.get(1)), -1), shape(3, 4), shape(3, 2)),
        kernel("expand", t -> Shapes.expand(Arithmetic.exp(t.get(0)), 3, -1), shape(1, 4)),
        kernel("clone", t -> Memory.clone(Arithmetic.exp(t.get(0))), shape(3, 4)),
        kernel("rows", t -> Indexing.rows(t.get(0), ids(2, 0, 2, 1)), shape(3, 4)),
        kernel("select", t -> Indexing.select(t.get(0), 1, ids(2, 0, 2)), shape(3, 4)),
        kernel("gather", t -> Indexing.gather(t.get(0), 0, grid()), shape(3, 2)),
        kernel(
            "overlay",
            t -> Indexing.overlay(t.get(0), t.get(1), grid()),
            shape(2, 2, 3),
            shape(2, 3)),
        kernel(
            "linear",
            t -> Layers.linear(t.get(0), t.get(1), t.subList(2, 3)),
            shape(2, 3, 4),
            shape(5, 4),
            shape(5)),
        kernel(
            "linear without bias",
            t -> Layers.linear(t.get(0), t.get(1), NONE),
            shape(3, 4),
            shape(5, 4)),
        kernel(
            "layer norm",
            t -> Layers.layerNorm(t.get(0), t.get(1), t.get(2), 1e-5),
            shape(3, 6),
            shape(6),
            shape(6)),
        kernel(
            "feed-forward, norm after",
            t -> feedForward(t, false),
            shape(2, 3, 4),
            shape(6, 4),
            shape(6),
            shape(4, 6),
            shape(4),
            shape(4),
            shape(4)),
        kernel(
            "feed-forward, norm before",
            t -> feedForward(t, true),
            shape(2, 3, 4),
            shape(6, 4),
            shape(6),
            shape(4, 6),
            shape(4),
            shape(4),
            shape(4)),
        kernel("split heads", t -> Attention.splitHeads(t.get(0), 2), shape(2, 3, 4)),
        kernel("attend", t -> attend(t, NONE, false), heads(3), heads(5), heads(5)),
        kernel("attend, causal", t -> attend(t, NONE, true), heads(4), heads(4), heads(4)),
        kernel(
            "attend, mask",
            t -> attend(t, t.subList(3, 4), false),
            heads(3),
            heads(5),
            heads(5),
            shape(2, 1, 1, 5)),
        kernel("sublayer, norm after", t -> sublayer(t, false, NONE, false), sublayerShapes()),
        kernel(
            "sublayer, norm before, causal", t -> sublayer(t, true, NONE, true), sublayerShapes()),
        kernel("sublayer at positions, norm after", t -> sublayerAt(t, false), sublayerShapes()),
        kernel("sublayer at positions, norm before", t -> sublayerAt(t, true), sublayerShapes()),
        kernel(
            "LSTM both ways",
            t -> Recurrent.lstmBothWays(t.get(0), t.subList(1, 17), 2),
            lstmShapes(3, 2)),
        kernel("softmax", t -> Losses.softmax(t.get(0)), shape(3, 4)),
        kernel("log softmax", t -> Losses.logSoftmax(t.get(0)), shape(3, 4)),
        kernel("log-sum-exp", t -> Losses.logSumExp(t.get(0), 0), shape(3, 4)),
        kernel(
            "cross-entropy",
            t -> Losses.crossEntropy(t.get(0), ids(1, 3, -100), NONE, 0.1),
            shape(3, 4)),
        kernel(
            "weighted cross-entropy",
            t ->
                Losses.crossEntropy(
                    t.get(0), ids(1, 3, 0), List.of(Tensor.of(new double[] {1, 2, 0.5, 3}, 4)), 0),
            shape(3, 4)));
  }

  /** A batch of two sequences of three positions, then the weights of two layers. */
  private static long[][] lstmShapes(long width, long state) {
    List<long[]> shapes = new ArrayList<>(List.of(shape(2, 3, width)));
    for (long input : new long[] {width, width, 2 * state, 2 * state}) {
      shapes.addAll(
          List.of(
              shape(4 * state, input),
              shape(4 * state, state),
              shape(4 * state),
              shape(4 * state)));
    }
    return shapes.toArray(long[][]::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernels")
  void holdsInDoublePrecision(String name, Function<List<Tensor>, Tensor> kernel, long[][] shapes) {
    DirectionalDerivative.inDouble().check(kernel, shapes);
  }

  @ParameterizedTest
  @EnumSource
  void holdsForActivations(Activation activation) {
    DirectionalDerivative.inDouble().check(t -> activation.apply(t.get(0)), shape(3, 7));
  }

  @Test
  void holdsThroughCastsInSinglePrecision() {
    DirectionalDerivative.inSingle()
        .check(
            t ->
                Memory.cast(
                    Arithmetic.exp(Memory.cast(t.get(0), NumberFormat.F64)), NumberFormat.F32),
            shape(3, 7));
  }

  /** On a processor, single precision goes through a kernel of its own. */
  @Test
  void holdsForAnLstmInSinglePrecision() {
    DirectionalDerivative.inSingle()
        .check(t -> Recurrent.lstmBothWays(t.get(0), t.subList(1, 17), 2), lstmShapes(5, 4));
  }

  @Test
  void holdsForSublayersInSinglePrecision() {
    DirectionalDerivative.inSingle().check(t -> sublayer(t, false, NONE, false), sublayerShapes());
  }

  @Test
  void failsWhenAGradientIsWrongByTwoPercent() {
    Function<List<Tensor>, Tensor> right = t -> Arithmetic.exp(t.get(0));
    Function<List<Tensor>, Tensor> wrong =
        t -> {
          Tensor y = right.apply(t);
          return Arithmetic.subtract(
              Arithmetic.scale(y, 1.02), Arithmetic.scale(Memory.detach(y), 0.02));
        };
    for (DirectionalDerivative checker :
        List.of(DirectionalDerivative.inDouble(), DirectionalDerivative.inSingle())) {
      assertThatCode(() -> checker.check(right, shape(8))).doesNotThrowAnyException();
      assertThatThrownBy(() -> checker.check(wrong, shape(8)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("relative error of the gradient of input 0");
    }
  }

  private static Arguments kernel(
      String name, Function<List<Tensor>, Tensor> kernel, long[]... shapes) {
    return Arguments.of(name, kernel, shapes);
  }

  private static long[] shape(long... lengths) {
    return lengths;
  }

  private static long[] heads(long length) {
    return new long[] {2, 2, length, 3};
  }

  private static Tensor ids(long... ids) {
    return Tensor.of(ids, ids.length);
  }

  private static Tensor grid() {
    return Tensor.of(new long[] {0, 2, 1, 0}, 2, 2);
  }

  private static Tensor positive(Tensor x) {
    return Arithmetic.shift(Arithmetic.multiply(x, x), 0.5);
  }

  private static Layers.Affine affine(List<Tensor> t, int index) {
    return new Layers.Affine(t.get(index), List.of(t.get(index + 1)));
  }

  private static Tensor feedForward(List<Tensor> t, boolean normFirst) {
    return Layers.feedForward(
        t.get(0), normFirst, affine(t, 1), affine(t, 3), affine(t, 5), 1e-5, Activation.GELU, 0);
  }

  private static Tensor attend(List<Tensor> t, List<Tensor> mask, boolean causal) {
    return Attention.attend(t.get(0), t.get(1), t.get(2), mask, causal, 0);
  }

  private static long[][] sublayerShapes() {
    return new long[][] {
      {2, 3, 4}, {12, 4}, {12}, {4, 4}, {4}, {4}, {4},
    };
  }

  private static Tensor sublayer(
      List<Tensor> t, boolean normFirst, List<Tensor> mask, boolean causal) {
    return Attention.sublayer(
        t.get(0), normFirst, affine(t, 1), affine(t, 3), affine(t, 5), 1e-5, mask, causal, 2, 0, 0);
  }

  private static Tensor sublayerAt(List<Tensor> t, boolean normFirst) {
    Tensor positions = Tensor.of(new long[] {2, 0, 1, 2}, 2, 2);
    return Attention.sublayerAt(
        t.get(0),
        positions,
        normFirst,
        affine(t, 1),
        affine(t, 3),
        affine(t, 5),
        1e-5,
        NONE,
        2,
        0,
        0);
  }
}
