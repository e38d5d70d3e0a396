package dev.cloze.baseline;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;

/**
 * What ridge regression minimises: half the sum over texts of the squared error, and half the
 * penalty times the squares of the weights; the bias is free.
 *
 * <p>A point holds the weight of each feature, and behind the last the bias: [F+1].
 *
 * @param rows the texts' features
 * @param right the number of each text
 * @param features how many features there are: F
 * @param penalty on the squares of the weights
 */
record RidgeLoss(
    ImmutableList<SparseRow> rows, ImmutableDoubleArray right, int features, double penalty)
    implements ConvexFunction {
  @Override
  public double value(double[] point) {
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      double error = number(rows.get(i), point) - right.get(i);
      sum += error * error;
    }
    for (int j = 0; j < features; j++) {
      sum += penalty * point[j] * point[j];
    }
    return sum / 2;
  }

  @Override
  public Derivatives derivatives(double[] point) {
    return new Derivatives() {
      @Override
      public double[] gradient() {
        return along(point, 1);
      }

      @Override
      public double[] curvature(double[] direction) {
        return along(direction, 0);
      }
    };
  }

  /** Σ x (x·point - share · right), and the penalty's part. */
  private double[] along(double[] point, double share) {
    double[] sum = new double[features + 1];
    for (int j = 0; j < features; j++) {
      sum[j] = penalty * point[j];
    }
    for (int i = 0; i < rows.size(); i++) {
      SparseRow row = rows.get(i);
      double error = number(row, point) - share * right.get(i);
      for (int j = 0; j < row.size(); j++) {
        sum[row.columns().get(j)] += row.values().get(j) * error;
      }
      sum[features] += error;
    }
    return sum;
  }

  /** The number that a point says of a text: bias, and weights times features. */
  double number(SparseRow row, double[] point) {
    double sum = point[features];
    for (int j = 0; j < row.size(); j++) {
      sum += row.values().get(j) * point[row.columns().get(j)];
    }
    return sum;
  }
}
