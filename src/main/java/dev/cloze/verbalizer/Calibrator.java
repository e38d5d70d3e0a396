package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.prompt.MaskStates;

/**
 * Takes the mean of a model's scores at the mask over support texts, batch by batch (contextual
 * calibration). For one thread.
 */
public final class Calibrator {
  private final int[] ids;
  private final double[] sums;
  private long examples;

  Calibrator(int[] ids) {
    this.ids = ids.clone();
    sums = new double[ids.length];
  }

  /** Takes in one more batch of support texts, in the scope that its states belong to. */
  public void add(MaskStates states) {
    ManualVerbalizer.requireOneMask(states);
    float[] logits = states.logits(ids.clone()).toFloats();
    for (int i = 0; i < logits.length; i++) {
      sums[i % ids.length] += logits[i];
    }
    examples += states.batch();
  }

  /** The mean over all batches so far. */
  public Calibration calibration() {
    if (examples == 0) {
      throw new ClozeException(
          VerbalizerError.NO_CALIBRATION_EXAMPLES,
          "calibration: no support texts were found; give at least one, such as an empty one");
    }
    ImmutableMap.Builder<Integer, Double> means = ImmutableMap.builder();
    for (int i = 0; i < ids.length; i++) {
      means.put(ids[i], sums[i] / examples);
    }
    return new Calibration(means.buildOrThrow(), examples);
  }
}
