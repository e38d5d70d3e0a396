package dev.cloze.train;

/** Is told how a training goes. */
public interface TrainingLog {
  /** Tells nobody. */
  TrainingLog SILENT = new TrainingLog() {};

  /** A saved training goes on; so many steps and epochs of it are done. */
  default void resumed(long steps, int epochs) {}

  /**
   * A step is done.
   *
   * @param step its number, from 1
   * @param loss the mean over its examples
   * @param factor the share of the peak learning rates that it took
   */
  default void step(long step, double loss, double factor) {}

  /** An epoch is done. */
  default void epoch(EpochResult result) {}
}
