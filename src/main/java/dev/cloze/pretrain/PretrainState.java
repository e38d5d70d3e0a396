package dev.cloze.pretrain;

import com.google.common.base.Splitter;
import java.util.List;

/**
 * Where a pretraining stands, beside its tensors.
 *
 * @param step how many steps are done
 * @param lossSum their losses, each weighed the less the longer ago it was
 * @param weight the sum of these weights
 */
record PretrainState(long step, double lossSum, double weight) {
  private static final double REMEMBERED = 0.98;

  static final PretrainState START = new PretrainState(0, 0, 0);

  /** One step later. */
  PretrainState after(double loss) {
    return new PretrainState(
        step + 1,
        REMEMBERED * lossSum + (1 - REMEMBERED) * loss,
        REMEMBERED * weight + 1 - REMEMBERED);
  }

  /** The loss of the last steps, the last ones above all; not a number before the first. */
  double trainLoss() {
    return lossSum / weight;
  }

  /** What {@link #of} reads back to an equal state. */
  String text() {
    return step + " " + lossSum + " " + weight;
  }

  /** A state of its text; one that has the step alone remembers no losses. */
  static PretrainState of(String text) {
    List<String> parts = Splitter.on(' ').splitToList(text);
    long step = Long.parseLong(parts.get(0));
    return parts.size() == 1
        ? new PretrainState(step, 0, 0)
        : new PretrainState(
            step, Double.parseDouble(parts.get(1)), Double.parseDouble(parts.get(2)));
  }
}
