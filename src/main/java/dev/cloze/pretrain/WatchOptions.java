package dev.cloze.pretrain;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * When a pretraining is measured, saved and stopped.
 *
 * @param evaluateEvery steps between two measurements on the held-out part
 * @param heldOutRows how many rows of it are measured on, always the same
 * @param saveEvery seconds between two checkpoints
 * @param stopAfter minutes after which it saves and ends, to be resumed; until it is done where
 *     absent
 */
public record WatchOptions(
    long evaluateEvery, int heldOutRows, long saveEvery, Optional<Double> stopAfter) {
  /** Checks the ranges. */
  public WatchOptions {
    checkArgument(evaluateEvery > 0, "evaluateEvery must be above 0, was %s", evaluateEvery);
    checkArgument(heldOutRows > 0, "heldOutRows must be above 0, was %s", heldOutRows);
    checkArgument(saveEvery >= 0, "saveEvery must be 0 or more, was %s", saveEvery);
    checkArgument(
        stopAfter.isEmpty() || stopAfter.get() > 0,
        "stopAfter must be above 0, was %s",
        stopAfter.orElse(0.0));
  }

  /** Measured each 500 steps on 256 rows, saved each 300 seconds, run to the end. */
  public static WatchOptions defaults() {
    return new WatchOptions(500, 256, 300, Optional.empty());
  }
}
