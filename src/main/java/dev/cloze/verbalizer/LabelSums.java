package dev.cloze.verbalizer;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;

/**
 * Sums over the examples of each of L labels, for K tokens t: of log p(t|x), and of log(1 − p(t|x)
 * + 1e-15). The examples are read some at a time.
 */
final class LabelSums {
  private static final double TINY = 1e-15;

  private final ImmutableIntArray counts;
  private final double[][] logs;
  private final double[][] inverses;

  private LabelSums(ImmutableIntArray counts, double[][] logs, double[][] inverses) {
    this.counts = counts;
    this.logs = logs;
    this.inverses = inverses;
  }

  /**
   * Reads all examples.
   *
   * @param vocabulary the number of scores that the model has, V
   * @param ids the K tokens
   * @param labels the label of each example, 0 to L − 1
   * @param labelCount L
   */
  static LabelSums of(
      SupportScores scores,
      int vocabulary,
      ImmutableIntArray ids,
      ImmutableIntArray labels,
      int labelCount) {
    double[][] logs = new double[labelCount][ids.length()];
    double[][] inverses = new double[labelCount][ids.length()];
    long[] columns = ids.stream().asLongStream().toArray();
    scores.forEachChunk(
        vocabulary,
        (first, states) -> {
          Tensor own = // [B,K]
              Indexing.select(
                  Losses.logSoftmax(states.logits()), 1, Tensor.of(columns, columns.length));
          Tensor rest = Arithmetic.shift(Arithmetic.scale(Arithmetic.exp(own), -1), 1); // [B,K]
          Tensor members = // [L,B]
              members(labels.subArray(first, first + states.batch()), labelCount);
          add(logs, Arithmetic.matmul(members, own));
          add(inverses, Arithmetic.matmul(members, Arithmetic.log(Arithmetic.shift(rest, TINY))));
        });
    int[] counts = new int[labelCount];
    labels.forEach(label -> counts[label]++);
    return new LabelSums(ImmutableIntArray.copyOf(counts), logs, inverses);
  }

  private static Tensor members(ImmutableIntArray labels, int labelCount) {
    float[] members = new float[labelCount * labels.length()];
    for (int i = 0; i < labels.length(); i++) {
      members[labels.get(i) * labels.length() + i] = 1;
    }
    return Tensor.of(members, labelCount, labels.length());
  }

  private static void add(double[][] sums, Tensor part) {
    float[] values = part.toFloats();
    int width = sums[0].length;
    for (int i = 0; i < values.length; i++) {
      sums[i / width][i % width] += values[i];
    }
  }

  /** Σ over the label's examples of log p, for each token. */
  ImmutableDoubleArray logs(int label) {
    return ImmutableDoubleArray.copyOf(logs[label]);
  }

  /**
   * PETAL's likelihood ratio (Schick et al. 2020): Σ over the label's own examples of log p − log(1
   * − p), and r times Σ over the others of log(1 − p) − log p.
   */
  ImmutableDoubleArray likelihoodRatio(int label, boolean balance) {
    double[] others = others(logs, label);
    double[] otherInverses = others(inverses, label);
    double r = weight(label, balance);
    double[] scores = new double[others.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = logs[label][i] - inverses[label][i] + r * (otherInverses[i] - others[i]);
    }
    return ImmutableDoubleArray.copyOf(scores);
  }

  /**
   * PETAL's cross-entropy (Schick et al. 2020), as a score to be large: Σ over the label's own
   * examples of log p, and r times Σ over the others of log(1 − p).
   */
  ImmutableDoubleArray crossEntropy(int label, boolean balance) {
    double[] otherInverses = others(inverses, label);
    double r = weight(label, balance);
    double[] scores = new double[otherInverses.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = logs[label][i] + r * otherInverses[i];
    }
    return ImmutableDoubleArray.copyOf(scores);
  }

  /** r: own examples for one of the others where they shall count the same, else 1. */
  private double weight(int label, boolean balance) {
    int others = counts.stream().sum() - counts.get(label);
    return balance && others > 0 ? (double) counts.get(label) / others : 1;
  }

  private static double[] others(double[][] sums, int label) {
    double[] total = new double[sums[0].length];
    for (int other = 0; other < sums.length; other++) {
      for (int i = 0; other != label && i < total.length; i++) {
        total[i] += sums[other][i];
      }
    }
    return total;
  }
}
