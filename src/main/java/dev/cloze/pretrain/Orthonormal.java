package dev.cloze.pretrain;

import dev.cloze.tensor.Tensor;
import java.util.Random;

/** Columns of length 1 at right angles to each other, in double precision. */
final class Orthonormal {
  /** What is left of a column that lies among those before it, against what it was. */
  private static final double NOTHING = 1e-6;

  private Orthonormal() {}

  /** Columns drawn at random. */
  static double[][] random(Random random, int columns, int length) {
    double[][] drawn = new double[columns][length];
    for (double[] column : drawn) {
      for (int i = 0; i < length; i++) {
        column[i] = random.nextGaussian();
      }
    }
    straighten(drawn);
    return drawn;
  }

  /** Takes the columns of a matrix [length, columns], made orthonormal. */
  static void of(Tensor matrix, double[][] columns) {
    float[] values = matrix.toFloats();
    for (int column = 0; column < columns.length; column++) {
      for (int row = 0; row < columns[column].length; row++) {
        columns[column][row] = values[row * columns.length + column];
      }
    }
    straighten(columns);
  }

  /** The columns as a matrix [length, columns]. */
  static Tensor tensor(double[][] columns) {
    int length = columns[0].length;
    float[] values = new float[length * columns.length];
    for (int column = 0; column < columns.length; column++) {
      for (int row = 0; row < length; row++) {
        values[row * columns.length + column] = (float) columns[column][row];
      }
    }
    return Tensor.of(values, length, columns.length);
  }

  /** Gram and Schmidt's procedure; a column that lies among those before it becomes 0. */
  private static void straighten(double[][] columns) {
    for (int i = 0; i < columns.length; i++) {
      double before = norm(columns[i]);
      for (int j = 0; j < i; j++) {
        subtract(columns[i], columns[j], dot(columns[i], columns[j]));
      }
      double norm = norm(columns[i]);
      scale(columns[i], norm > NOTHING * before ? 1 / norm : 0);
    }
  }

  private static double norm(double[] column) {
    return Math.sqrt(dot(column, column));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void subtract(double[] from, double[] column, double factor) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * column[i];
    }
  }

  private static void scale(double[] column, double factor) {
    for (int i = 0; i < column.length; i++) {
      column[i] *= factor;
    }
  }
}
