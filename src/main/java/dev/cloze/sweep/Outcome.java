package dev.cloze.sweep;

import dev.cloze.run.SeedResult;
import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What one seed of one cell gave.
 *
 * @param cell the cell
 * @param folder where the seed's predictions stand
 * @param varies whether the seed drew examples of its own
 */
record Outcome(Cell cell, SeedResult result, Path folder, boolean varies) {
  long seed() {
    return result.seed();
  }

  /** The figure on the test set, from 0 to 1. */
  double test(TrainingOptions.Metric metric) {
    return result.evaluation().figures().get(metric);
  }

  /** The figures of the dev set with the weights that were taken, where there is one. */
  Optional<EpochResult.Dev> dev() {
    return result.dev();
  }

  /** The examples that it was trained on and chosen by, as far as seeds tell them apart. */
  Draw draw() {
    return new Draw(cell.dataSeed(), varies ? Optional.of(seed()) : Optional.empty());
  }

  /**
   * A draw of training and dev examples.
   *
   * @param dataSeed the sweep's data seed
   * @param seed the training seed, where each draws examples of its own
   */
  record Draw(Optional<Long> dataSeed, Optional<Long> seed) {}
}
