package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Compares the gradients of a computation with central differences along a random direction, one
 * input after the other. Between the forward and the backward pass the garbage collector runs and
 * direct memory is filled with rubbish, so that a backward pass that reads freed memory shows.
 *
 * <p>In double precision one step size decides. In single precision three are tried, of which the
 * best counts: a large one errs by curvature, a small one by rounding.
 */
final class DirectionalDerivative {
  private static final double RUBBISH = 777;

  private final NumberFormat format;
  private final double[] steps;
  private final double tolerance;

  private DirectionalDerivative(NumberFormat format, double tolerance, double... steps) {
    this.format = format;
    this.tolerance = tolerance;
    this.steps = steps;
  }

  static DirectionalDerivative inDouble() {
    return new DirectionalDerivative(NumberFormat.F64, 1e-6, 1e-5);
  }

  static DirectionalDerivative inSingle() {
    return new DirectionalDerivative(NumberFormat.F32, 5e-3, 3e-2, 1e-2, 3e-3);
  }

  /**
   * Fails where a gradient is wrong.
   *
   * @param computation from tensors of the given shapes to one tensor
   * @param shapes the shapes of the inputs, which are drawn evenly around 0
   */
  void check(Function<List<Tensor>, Tensor> computation, long[]... shapes) {
    Random random = new Random(17);
    List<double[]> values = Arrays.stream(shapes).map(shape -> draw(random, shape)).toList();
    double[][] gradients = gradients(computation, values, shapes);
    for (int i = 0; i < shapes.length; i++) {
      double[] direction = leaning(draw(random, shapes[i]), gradients[i]);
      double expected = dot(gradients[i], direction);
      double best = Double.POSITIVE_INFINITY;
      for (double step : steps) {
        double above = loss(computation, moved(values, i, direction, step), shapes);
        double below = loss(computation, moved(values, i, direction, -step), shapes);
        double found = (above - below) / (2 * step);
        best = Math.min(best, Math.abs(found - expected) / Math.max(1e-3, Math.abs(expected)));
      }
      assertThat(best).as("relative error of the gradient of input %d", i).isLessThan(tolerance);
    }
  }

  private double[][] gradients(
      Function<List<Tensor>, Tensor> computation, List<double[]> values, long[]... shapes) {
    return Scope.get(
        () -> {
          List<Tensor> inputs = tensors(values, shapes);
          inputs.forEach(Tensor::trainable);
          Tensor loss = Gradients.recording(() -> weighted(computation.apply(inputs)));
          churn();
          return Gradients.of(loss, inputs).stream()
              .map(Tensor::toDoubles)
              .toArray(double[][]::new);
        });
  }

  private double loss(
      Function<List<Tensor>, Tensor> computation, List<double[]> values, long[]... shapes) {
    return Scope.get(() -> weighted(computation.apply(tensors(values, shapes))).toDoubles()[0]);
  }

  /** A sum with fixed random weights: a plain sum would not see what only moves mass about. */
  private static Tensor weighted(Tensor y) {
    double[] weights = draw(new Random(5), y.shape());
    Tensor w = Memory.cast(Tensor.of(weights, y.shape()), y.format());
    return Memory.cast(Arithmetic.sum(Arithmetic.multiply(y, w)), NumberFormat.F64);
  }

  private List<Tensor> tensors(List<double[]> values, long[]... shapes) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < shapes.length; i++) {
      tensors.add(Memory.cast(Tensor.of(values.get(i), shapes[i]), format));
    }
    return tensors;
  }

  private static List<double[]> moved(
      List<double[]> values, int index, double[] direction, double step) {
    List<double[]> moved = new ArrayList<>(values);
    double[] target = values.get(index).clone();
    for (int j = 0; j < target.length; j++) {
      target[j] += step * direction[j];
    }
    moved.set(index, target);
    return moved;
  }

  private static double[] draw(Random random, long... shape) {
    return random.doubles(Shapes.count(shape), -1, 1).map(x -> x + Math.signum(x) * 0.05).toArray();
  }

  /**
   * A direction, half of which goes along the gradient: in a direction that is nearly level there
   * is little to compare, and rounding decides.
   */
  private static double[] leaning(double[] direction, double[] gradient) {
    double steepness = Math.sqrt(dot(gradient, gradient));
    if (steepness == 0) {
      return direction;
    }
    double[] leaning = direction.clone();
    double scale = Math.sqrt(dot(direction, direction)) / steepness;
    for (int j = 0; j < leaning.length; j++) {
      leaning[j] += scale * gradient[j];
    }
    return leaning;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Frees what nothing in Java holds any more and writes over it. */
  static void churn() {
    System.gc();
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    List<ByteBuffer> held = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      for (int size : new int[] {8, 16, 24, 32, 64}) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        while (buffer.hasRemaining()) {
          buffer.putDouble(RUBBISH);
        }
        held.add(buffer);
      }
    }
    assertThat(held).hasSize(7500);
  }
}
