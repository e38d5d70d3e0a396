package dev.cloze.report;

import dev.cloze.train.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Which label was taken for which, counted over all seeds. */
final class Confusion {
  private final long[][] counts;

  private Confusion(int labels) {
    this.counts = new long[labels][labels];
  }

  static Confusion of(RunPage page) {
    Confusion sum = new Confusion(page.labels().size());
    page.seeds().forEach(seed -> sum.add(seed.evaluation()));
    return sum;
  }

  int labels() {
    return counts.length;
  }

  long count(int right, int predicted) {
    return counts[right][predicted];
  }

  /** How many examples have this label. */
  long support(int right) {
    return Arrays.stream(counts[right]).sum();
  }

  /** Of the examples of a label, the share that was taken for another or for itself. */
  OptionalDouble share(int right, int predicted) {
    return ratio(counts[right][predicted], support(right));
  }

  /** Of the examples that were given a label, the share that has it. */
  OptionalDouble precision(int label) {
    return ratio(counts[label][label], taken(label));
  }

  /** Of the examples that have a label, the share that was given it. */
  OptionalDouble recall(int label) {
    return share(label, label);
  }

  /** Twice the hits over those that have the label and those that were given it. */
  OptionalDouble f1(int label) {
    return ratio(2 * counts[label][label], support(label) + taken(label));
  }

  private long taken(int label) {
    return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
  }

  private void add(Evaluation evaluation) {
    for (int right = 0; right < counts.length; right++) {
      List<Integer> row = evaluation.confusion().get(right);
      for (int predicted = 0; predicted < counts.length; predicted++) {
        counts[right][predicted] += row.get(predicted);
      }
    }
  }

  private static OptionalDouble ratio(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
