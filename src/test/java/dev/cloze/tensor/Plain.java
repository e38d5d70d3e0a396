package dev.cloze.tensor;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The kernels' arithmetic once more, in plain loops over doubles: what the kernels must equal. */
final class Plain {
  private Plain() {}

  /** {@code x wᵀ + b} for x [n,in], w [out,in]. */
  static double[] linear(double[] x, double[] w, double[] b, int in) {
    int out = w.length / in;
    double[] y = new double[x.length / in * out];
    for (int row = 0; row < x.length / in; row++) {
      for (int o = 0; o < out; o++) {
        double sum = b.length == 0 ? 0 : b[o];
        for (int i = 0; i < in; i++) {
          sum += x[row * in + i] * w[o * in + i];
        }
        y[row * out + o] = sum;
      }
    }
    return y;
  }

  static double[] layerNorm(double[] x, double[] weight, double[] bias, double epsilon) {
    int width = weight.length;
    double[] y = new double[x.length];
    for (int start = 0; start < x.length; start += width) {
      double mean = 0;
      double variance = 0;
      for (int i = 0; i < width; i++) {
        mean += x[start + i] / width;
      }
      for (int i = 0; i < width; i++) {
        variance += (x[start + i] - mean) * (x[start + i] - mean) / width;
      }
      for (int i = 0; i < width; i++) {
        y[start + i] = (x[start + i] - mean) / Math.sqrt(variance + epsilon) * weight[i] + bias[i];
      }
    }
    return y;
  }

  /** One layer of an LSTM over x [T,in], the weights of the two directions one after the other. */
  static double[] lstmBothWays(double[] x, List<double[]> weights, int in) {
    int state = weights.get(2).length / 4;
    int length = x.length / in;
    double[] y = new double[length * 2 * state];
    for (int direction = 0; direction < 2; direction++) {
      List<double[]> own = weights.subList(4 * direction, 4 * direction + 4);
      double[] hidden = new double[state];
      double[] cell = new double[state];
      for (int step = 0; step < length; step++) {
        int t = direction == 0 ? step : length - 1 - step;
        double[] here = java.util.Arrays.copyOfRange(x, t * in, (t + 1) * in);
        double[] gates =
            add(
                linear(here, own.get(0), own.get(2), in),
                linear(hidden, own.get(1), own.get(3), state));
        for (int j = 0; j < state; j++) {
          cell[j] =
              sigmoid(gates[state + j]) * cell[j]
                  + sigmoid(gates[j]) * Math.tanh(gates[2 * state + j]);
          hidden[j] = sigmoid(gates[3 * state + j]) * Math.tanh(cell[j]);
          y[(t * 2 + direction) * state + j] = hidden[j];
        }
      }
    }
    return y;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double[] map(double[] x, DoubleUnaryOperator function) {
    return java.util.Arrays.stream(x).map(function).toArray();
  }

  static double[] add(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  /** The error function by its power series, exact to rounding for |x| below 4. */
  static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 120; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  static double activation(Activation activation, double x) {
    return switch (activation) {
      case GELU -> x * 0.5 * (1 + erf(x / Math.sqrt(2)));
      case GELU_NEW, GELU_PYTORCH_TANH ->
          0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case RELU -> Math.max(x, 0);
      case SILU -> x / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
    };
  }

  static double logSumExp(double... x) {
    double sum = 0;
    for (double value : x) {
      sum += Math.exp(value);
    }
    return Math.log(sum);
  }

  /**
   * Attention of one row of a batch.
   *
   * @param q [A,T,D]
   * @param k [A,S,D]
   * @param v [A,S,D]
   * @param mask [T,S], added
   * @return [T,A·D]
   */
  static double[] attend(double[] q, double[] k, double[] v, double[][] mask, int heads, int size) {
    int queries = q.length / heads / size;
    int keys = k.length / heads / size;
    double[] y = new double[q.length];
    for (int a = 0; a < heads; a++) {
      for (int t = 0; t < queries; t++) {
        double[] scores = new double[keys];
        for (int s = 0; s < keys; s++) {
          for (int d = 0; d < size; d++) {
            scores[s] +=
                q[(a * queries + t) * size + d] * k[(a * keys + s) * size + d] / Math.sqrt(size);
          }
          scores[s] += mask[t][s];
        }
        double total = logSumExp(scores);
        for (int s = 0; s < keys; s++) {
          for (int d = 0; d < size; d++) {
            y[t * heads * size + a * size + d] +=
                Math.exp(scores[s] - total) * v[(a * keys + s) * size + d];
          }
        }
      }
    }
    return y;
  }
}
