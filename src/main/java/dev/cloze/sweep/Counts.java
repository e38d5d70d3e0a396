package dev.cloze.sweep;

import dev.cloze.train.TrainingOptions;

/** A confusion matrix that is filled thousands of times, and the metrics of it. */
final class Counts {
  private final int labels;
  private final int[] cells;

  Counts(int labels) {
    this.labels = labels;
    this.cells = new int[labels * labels];
  }

  private Counts(int labels, int[] cells) {
    this.labels = labels;
    this.cells = cells;
  }

  Counts copy() {
    return new Counts(labels, cells.clone());
  }

  void add(int right, int predicted, int count) {
    cells[right * labels + predicted] += count;
  }

  /** As {@link dev.cloze.train.Evaluation} defines them; 0 where nothing was counted. */
  double value(TrainingOptions.Metric metric) {
    return metric == TrainingOptions.Metric.ACCURACY ? accuracy() : macroF1();
  }

  private double accuracy() {
    int total = 0;
    int right = 0;
    for (int label = 0; label < labels; label++) {
      right += cells[label * labels + label];
    }
    for (int count : cells) {
      total += count;
    }
    return total == 0 ? 0 : (double) right / total;
  }

  private double macroF1() {
    double sum = 0;
    for (int label = 0; label < labels; label++) {
      int both = 0;
      for (int other = 0; other < labels; other++) {
        both += cells[label * labels + other] + cells[other * labels + label];
      }
      sum += both == 0 ? 0 : 2.0 * cells[label * labels + label] / both;
    }
    return sum / labels;
  }
}
