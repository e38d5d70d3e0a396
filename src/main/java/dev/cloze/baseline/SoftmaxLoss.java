package dev.cloze.baseline;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;

/**
 * What multinomial logistic regression minimises: the sum over texts of the negative log-likelihood
 * of the right class, and half the penalty times the squares of the weights; biases are free.
 *
 * <p>A point holds the weights of feature 0 for each class, then those of feature 1, and so on, and
 * behind the last feature the biases: [F+1][K].
 *
 * @param rows the texts' features
 * @param right the class of each text
 * @param features how many features there are: F
 * @param classes how many classes there are: K
 * @param penalty on the squares of the weights
 */
record SoftmaxLoss(
    ImmutableList<SparseRow> rows,
    ImmutableIntArray right,
    int features,
    int classes,
    double penalty)
    implements ConvexFunction {
  /** How many numbers a point has. */
  int dimension() {
    return (features + 1) * classes;
  }

  @Override
  public double value(double[] point) {
    double loss = 0;
    for (int i = 0; i < rows.size(); i++) {
      double[] scores = scores(rows.get(i), point);
      double chosen = scores[right.get(i)];
      loss += toProbabilities(scores) - chosen;
    }
    double squares = 0;
    for (int j = 0; j < features * classes; j++) {
      squares += point[j] * point[j];
    }
    return loss + penalty / 2 * squares;
  }

  @Override
  public Derivatives derivatives(double[] point) {
    double[][] probabilities = new double[rows.size()][]; // [N][K]
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = scores(rows.get(i), point);
      toProbabilities(probabilities[i]);
    }
    return new Derivatives() {
      @Override
      public double[] gradient() {
        double[] sum = penalized(point);
        for (int i = 0; i < probabilities.length; i++) {
          double[] wrong = probabilities[i].clone(); // p - 1 for the right class, p for the others
          wrong[right.get(i)] -= 1;
          addOuter(rows.get(i), wrong, sum);
        }
        return sum;
      }

      @Override
      public double[] curvature(double[] direction) {
        double[] sum = penalized(direction);
        for (int i = 0; i < probabilities.length; i++) {
          double[] change = scores(rows.get(i), direction); // (diag(p) - p pᵀ) s
          double mean = Vectors.dot(probabilities[i], change);
          for (int k = 0; k < classes; k++) {
            change[k] = probabilities[i][k] * (change[k] - mean);
          }
          addOuter(rows.get(i), change, sum);
        }
        return sum;
      }
    };
  }

  /** The score of each class: bias, and weights times features. */
  double[] scores(SparseRow row, double[] point) {
    int biases = features * classes;
    double[] scores = Arrays.copyOfRange(point, biases, biases + classes);
    for (int j = 0; j < row.size(); j++) {
      int at = row.columns().get(j) * classes;
      double value = row.values().get(j);
      for (int k = 0; k < classes; k++) {
        scores[k] += value * point[at + k];
      }
    }
    return scores;
  }

  /** Adds what a text with these numbers for the classes gives to each weight and bias. */
  private void addOuter(SparseRow row, double[] byClass, double[] sum) {
    for (int j = 0; j < row.size(); j++) {
      int at = row.columns().get(j) * classes;
      double value = row.values().get(j);
      for (int k = 0; k < classes; k++) {
        sum[at + k] += value * byClass[k];
      }
    }
    for (int k = 0; k < classes; k++) {
      sum[features * classes + k] += byClass[k];
    }
  }

  private double[] penalized(double[] point) {
    double[] result = new double[dimension()];
    for (int j = 0; j < features * classes; j++) {
      result[j] = penalty * point[j];
    }
    return result;
  }

  /** Turns scores into probabilities, in place; gives the logarithm of the sum of exponentials. */
  private static double toProbabilities(double[] scores) {
    double highest = Arrays.stream(scores).max().orElseThrow();
    double sum = 0;
    for (int k = 0; k < scores.length; k++) {
      scores[k] = Math.exp(scores[k] - highest);
      sum += scores[k];
    }
    for (int k = 0; k < scores.length; k++) {
      scores[k] /= sum;
    }
    return highest + Math.log(sum);
  }
}
