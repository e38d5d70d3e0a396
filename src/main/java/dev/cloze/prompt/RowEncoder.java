package dev.cloze.prompt;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.tensor.Activation;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.Recurrent;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.SplittableRandom;

/**
 * Computes the rows of soft tokens [R,H] from numbers of the same shape, the rows of a prompt being
 * a sequence in their order (P-tuning, Liu et al. 2021, section 3.2): with an LSTM or without one
 * before it, Linear - ReLU - Linear of width H.
 *
 * <p>The LSTM has two layers and H/2 numbers each way, as in the code of the paper; OpenPrompt's
 * has H. Weights start evenly within 1/√n of 0, n being what a map reads or, in the LSTM, its
 * width; biases start at 0, so that rows differ from the first step on by what they are computed
 * from.
 */
final class RowEncoder implements AutoCloseable {
  private static final int LSTM_LAYERS = 2;

  /** In the order in which the kernel takes them, by PyTorch's names. */
  private final ImmutableMap<String, Tensor> lstm;

  private final ImmutableMap<String, Tensor> linear;

  private RowEncoder(ImmutableMap<String, Tensor> lstm, ImmutableMap<String, Tensor> linear) {
    this.lstm = lstm;
    this.linear = linear;
  }

  /** An encoder with fresh weights, for rows of {@code hidden} numbers. */
  static RowEncoder fresh(boolean readsBothWays, int hidden, SplittableRandom random) {
    return Scope.get(
        () -> {
          int seen = readsBothWays ? hidden / 2 * 2 : hidden;
          ImmutableMap.Builder<String, Tensor> linear = ImmutableMap.builder();
          linear.put("inner.weight", even(random, seen, hidden, seen));
          linear.put("inner.bias", zeros(hidden));
          linear.put("outer.weight", even(random, hidden, hidden, hidden));
          linear.put("outer.bias", zeros(hidden));
          return new RowEncoder(
              readsBothWays ? lstm(hidden, random) : ImmutableMap.of(), linear.buildOrThrow());
        });
  }

  private static ImmutableMap<String, Tensor> lstm(int hidden, SplittableRandom random) {
    int width = hidden / 2;
    ImmutableMap.Builder<String, Tensor> weights = ImmutableMap.builder();
    for (int layer = 0; layer < LSTM_LAYERS; layer++) {
      int in = layer == 0 ? hidden : 2 * width;
      for (String way : ImmutableList.of("", "_reverse")) {
        String end = "_l" + layer + way;
        weights.put("lstm.weight_ih" + end, even(random, width, 4L * width, in));
        weights.put("lstm.weight_hh" + end, even(random, width, 4L * width, width));
        weights.put("lstm.bias_ih" + end, zeros(4L * width));
        weights.put("lstm.bias_hh" + end, zeros(4L * width));
      }
    }
    return weights.buildOrThrow();
  }

  private static Tensor even(SplittableRandom random, int reads, long... shape) {
    double limit = 1 / Math.sqrt(reads);
    float[] values = new float[Math.toIntExact(Shapes.count(shape))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-limit, limit);
    }
    return Tensor.of(values, shape).lasting();
  }

  private static Tensor zeros(long length) {
    return Tensor.of(new float[Math.toIntExact(length)], length).lasting();
  }

  /** The rows that the model reads, [R,H], from the numbers that train, [R,H]. */
  Tensor encode(Tensor rows) {
    Tensor inner = Activation.RELU.apply(linear("inner", lstm.isEmpty() ? rows : read(rows)));
    return linear("outer", inner);
  }

  private Tensor read(Tensor rows) {
    Tensor sequence = Shapes.reshape(rows, 1, rows.size(0), rows.size(1)); // [1,R,H]
    Tensor said = Recurrent.lstmBothWays(sequence, lstm.values().asList(), LSTM_LAYERS);
    return Shapes.reshape(said, rows.size(0), -1); // [R,2·(H/2)]
  }

  private Tensor linear(String name, Tensor x) {
    return Layers.linear(
        x, linear.get(name + ".weight"), ImmutableList.of(linear.get(name + ".bias")));
  }

  /** Multiplies what is computed by a factor, through the last map; only while its bias is 0. */
  void scale(double factor) {
    Tensor outer = linear.get("outer.weight");
    Scope.run(() -> Memory.assign(outer, Arithmetic.scale(outer, factor)));
  }

  /** What trains, by name. */
  ImmutableMap<String, Tensor> parameters() {
    return ImmutableMap.<String, Tensor>builder().putAll(lstm).putAll(linear).buildOrThrow();
  }

  @Override
  public void close() {
    parameters().values().forEach(Tensor::close);
  }
}
