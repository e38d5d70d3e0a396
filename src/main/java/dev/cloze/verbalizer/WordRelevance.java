package dev.cloze.verbalizer;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.List;

/**
 * Relevance refinement (Hu et al. 2022, section 3.2, in the form of the paper's code). A word's
 * vector q is its logits over N support texts, less their mean. With a_c the first word of label c
 * and L labels, the relevance of a word w of label c is
 *
 * <pre>
 * R(w) = TF · IDF,  TF = cos(q_w, q_{a_c}),
 * IDF = 1 / ( 1/(L−1) · Σ_{c' ≠ c} |cos(q_w, q_{a_c'})|^p )^{1/p},  p = 10 / (L − 1.99) + 1,
 * </pre>
 *
 * and −100 where TF is below 0. R above 1 means that the word goes with its own label more than
 * with the others. The larger p is, the more the nearest other label counts: for two or three
 * labels it is nearly that one alone.
 */
final class WordRelevance {
  private static final double OPPOSITE = -100;
  private static final double TINY = 1e-12;
  private static final int RATES = 100;

  private WordRelevance() {}

  /**
   * The relevance of each word to its label.
   *
   * @param logits [P][N]
   * @param labels the label of each word
   * @param anchors the place of each label's first word; at least two
   */
  static double[] of(float[][] logits, int[] labels, int[] anchors) {
    double[][] vectors = Arrays.stream(logits).map(WordRelevance::unit).toArray(double[][]::new);
    double p = 10 / (anchors.length - 1.99) + 1;
    double[] scores = new double[vectors.length];
    for (int word = 0; word < vectors.length; word++) {
      double frequency = dot(vectors[word], vectors[anchors[labels[word]]]);
      double[] others = new double[anchors.length - 1];
      int filled = 0;
      for (int label = 0; label < anchors.length; label++) {
        if (label != labels[word]) {
          others[filled++] = Math.abs(dot(vectors[word], vectors[anchors[label]]));
        }
      }
      scores[word] = frequency < 0 ? OPPOSITE : frequency / Math.max(TINY, powerMean(others, p));
    }
    return scores;
  }

  /** (mean of x^p)^{1/p}, without underflow for a large p. */
  static double powerMean(double[] x, double p) {
    double largest = Arrays.stream(x).max().orElseThrow();
    if (largest == 0) {
      return 0;
    }
    double mean = Arrays.stream(x).map(v -> Math.pow(v / largest, p)).average().orElseThrow();
    return largest * Math.pow(mean, 1 / p);
  }

  /**
   * The one share of each label's words to keep, best first: that of 1/100, 2/100, ... 1 for which
   * the sum over the labels of (relevance of the last word kept − 1)² is least; the largest of
   * equal ones.
   */
  static double cutRate(List<ImmutableDoubleArray> scoresByLabel) {
    List<double[]> descending =
        scoresByLabel.stream().map(scores -> sortedDown(scores.toArray())).toList();
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = RATES; i > 0; i--) {
      double rate = (double) i / RATES;
      double cost = 0;
      for (double[] scores : descending) {
        double last = scores[kept(scores.length, rate) - 1];
        cost += (last - 1) * (last - 1);
      }
      if (cost < least) {
        least = cost;
        best = rate;
      }
    }
    return best;
  }

  /** How many of {@code words} words a rate keeps: at least one. */
  static int kept(int words, double rate) {
    return (int) Math.max(1, Math.ceil(words * rate - TINY));
  }

  private static double[] sortedDown(double[] scores) {
    return Arrays.stream(scores).map(s -> -s).sorted().map(s -> -s).toArray();
  }

  /** The centred vector at length 1; zeros where all its numbers are equal. */
  private static double[] unit(float[] logits) {
    double mean = 0;
    for (float logit : logits) {
      mean += (double) logit / logits.length;
    }
    double[] centred = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      centred[i] = logits[i] - mean;
    }
    double length = Math.sqrt(dot(centred, centred));
    return Arrays.stream(centred).map(v -> length < TINY ? 0 : v / length).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
