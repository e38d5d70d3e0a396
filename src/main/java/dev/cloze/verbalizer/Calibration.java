package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableMap;

/**
 * How a model scores tokens before it has read anything in particular: the mean of its scores at
 * the mask over support texts, which need no labels. Made by a {@link Calibrator}.
 *
 * @param meanLogits by token id
 * @param examples how many support texts the mean is over
 */
public record Calibration(ImmutableMap<Integer, Double> meanLogits, long examples) {

  /** The means of {@code ids}, all of which must have been calibrated. */
  float[] at(int[] ids) {
    float[] means = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      Double mean = meanLogits.get(ids[i]);
      if (mean == null) {
        throw new IllegalArgumentException(
            "token %d was not calibrated: calibrate with the verbalizer that is to use it"
                .formatted(ids[i]));
      }
      means[i] = mean.floatValue();
    }
    return means;
  }
}
