package dev.cloze.train;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;
import java.util.List;

/**
 * How predictions compare with the right labels.
 *
 * @param confusion row by right label, column by predicted label: counts
 */
public record Evaluation(ImmutableList<ImmutableList<Integer>> confusion) {
  /**
   * Counts predictions.
   *
   * @param examples labelled, in the order of the predictions
   * @param labels the number of labels
   */
  public static Evaluation of(List<Example> examples, List<Prediction> predictions, int labels) {
    Preconditions.checkArgument(
        examples.size() == predictions.size(),
        "%s examples, %s predictions",
        examples.size(),
        predictions.size());
    int[][] counts = new int[labels][labels];
    for (int i = 0; i < examples.size(); i++) {
      counts[examples.get(i).label().orElseThrow()][predictions.get(i).label()]++;
    }
    ImmutableList.Builder<ImmutableList<Integer>> rows = ImmutableList.builder();
    for (int[] row : counts) {
      rows.add(ImmutableList.copyOf(com.google.common.primitives.Ints.asList(row)));
    }
    return new Evaluation(rows.build());
  }

  /** How many examples were counted. */
  public int total() {
    return confusion.stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
  }

  /** The share of examples whose label was found, from 0 to 1. */
  public double accuracy() {
    int right = 0;
    for (int label = 0; label < confusion.size(); label++) {
      right += confusion.get(label).get(label);
    }
    return (double) right / total();
  }
}
