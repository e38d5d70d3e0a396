package dev.cloze.task;

import com.google.common.base.Preconditions;
import com.google.common.primitives.ImmutableDoubleArray;

/**
 * What a classifier says of an example.
 *
 * @param id the example's id
 * @param label the number of the likeliest label
 * @param probabilities one for each label, in the order of their numbers; they sum to 1 unless each
 *     label was decided by itself
 */
public record Prediction(String id, int label, ImmutableDoubleArray probabilities) {
  /** Checks that the label is one of those that have a probability. */
  public Prediction {
    Preconditions.checkElementIndex(label, probabilities.length(), "label");
  }

  /**
   * The prediction of log-scores: their softmax, and the lowest of the labels that score highest.
   *
   * @param scores one for each label; negative infinity rules a label out
   */
  public static Prediction ofScores(String id, double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    double sum = 0;
    double[] probabilities = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = Math.exp(scores[i] - scores[best]);
      sum += probabilities[i];
    }
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] /= sum;
    }
    return new Prediction(id, best, ImmutableDoubleArray.copyOf(probabilities));
  }

  /**
   * The prediction where each label is decided by itself: the sigmoid of its log-odds.
   *
   * @param odds the log-odds, one for each label
   */
  public static Prediction ofOdds(String id, double[] odds) {
    int best = 0;
    double[] probabilities = new double[odds.length];
    for (int i = 0; i < odds.length; i++) {
      best = odds[i] > odds[best] ? i : best;
      probabilities[i] = 1 / (1 + Math.exp(-odds[i]));
    }
    return new Prediction(id, best, ImmutableDoubleArray.copyOf(probabilities));
  }
}
