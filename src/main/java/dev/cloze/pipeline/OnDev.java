package dev.cloze.pipeline;

import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.List;

/** Chooses by a dev set. */
final class OnDev {
  private OnDev() {}

  /**
   * The number of the best, from 0: by the figure, where that is the same by the loss, and where
   * that is the same too the first.
   */
  static int best(List<EpochResult.Dev> figures, Metric metric) {
    int best = 0;
    for (int i = 1; i < figures.size(); i++) {
      if (figures.get(i).betterThan(figures.get(best), metric)) {
        best = i;
      }
    }
    return best;
  }
}
