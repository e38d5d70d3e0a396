package dev.cloze.verbalizer;

import java.util.Arrays;

/**
 * OpenPrompt's arithmetic in double precision, one example at a time, in its own layout: labels ×
 * words × tokens padded to a box, with masks. Shares nothing with the code under test.
 */
final class PaddedArithmetic {
  private PaddedArithmetic() {}

  /**
   * Scores one example.
   *
   * @param logits by token id
   * @param ids [label][word][token]
   * @param weights [label][word]
   * @param calibration scores by token id, or null
   */
  static double[] scores(
      double[] logits,
      int[][][] ids,
      double[][] weights,
      MultiTokenHandler handler,
      boolean postLogSoftmax,
      double[] calibration) {
    double[][] words = wordScores(logits, ids, handler);
    if (postLogSoftmax) {
      double[][] p = softmax(words);
      if (calibration != null) {
        double[][] c = softmax(wordScores(calibration, ids, handler));
        double total = 0;
        for (int l = 0; l < p.length; l++) {
          for (int w = 0; w < p[l].length; w++) {
            p[l][w] /= c[l][w] + 1e-15;
            total += p[l][w];
          }
        }
        for (double[] row : p) {
          for (int w = 0; w < row.length; w++) {
            row[w] /= total;
          }
        }
      }
      for (int l = 0; l < p.length; l++) {
        for (int w = 0; w < p[l].length; w++) {
          words[l][w] = Math.log(p[l][w] + 1e-15);
        }
      }
    }
    double[] scores = new double[ids.length];
    for (int l = 0; l < ids.length; l++) {
      for (int w = 0; w < ids[l].length; w++) {
        scores[l] += words[l][w] * weights[l][w] / Arrays.stream(weights[l]).sum();
      }
    }
    return scores;
  }

  private static double[][] wordScores(double[] logits, int[][][] ids, MultiTokenHandler handler) {
    int mostWords = Arrays.stream(ids).mapToInt(label -> label.length).max().orElseThrow();
    int mostTokens =
        Arrays.stream(ids).flatMap(Arrays::stream).mapToInt(w -> w.length).max().orElseThrow();
    double[][] scores = new double[ids.length][mostWords];
    for (int l = 0; l < ids.length; l++) {
      for (int w = 0; w < mostWords; w++) {
        boolean isWord = w < ids[l].length;
        double sum = 0;
        double count = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < mostTokens; t++) {
          int mask = isWord && t < ids[l][w].length ? 1 : 0;
          double logit = logits[mask == 1 ? ids[l][w][t] : 0];
          sum += mask * logit;
          count += mask;
          largest = Math.max(largest, logit - 1000 * (1 - mask));
        }
        double score =
            switch (handler) {
              case FIRST -> logits[isWord ? ids[l][w][0] : 0];
              case MEAN -> sum / (count + 1e-15);
              case MAX -> largest;
            };
        scores[l][w] = score - (isWord ? 0 : 10000);
      }
    }
    return scores;
  }

  private static double[][] softmax(double[][] x) {
    double largest = Arrays.stream(x).flatMapToDouble(Arrays::stream).max().orElseThrow();
    double sum =
        Arrays.stream(x).flatMapToDouble(Arrays::stream).map(v -> Math.exp(v - largest)).sum();
    return Arrays.stream(x)
        .map(row -> Arrays.stream(row).map(v -> Math.exp(v - largest) / sum).toArray())
        .toArray(double[][]::new);
  }
}
