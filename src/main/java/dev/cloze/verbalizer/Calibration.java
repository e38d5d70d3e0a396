package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableMap;
import java.util.List;

/**
 * What a verbalizer finds before it has read anything in particular: the means of its {@link
 * Verbalizer#evidence raw scores} over support texts, which need no labels. Made by a {@link
 * Calibrator}.
 *
 * @param means by the name of the score
 * @param examples how many support texts the means are over
 */
public record Calibration(ImmutableMap<String, Double> means, long examples) {

  /** The means of the scores {@code names}, all of which must have been calibrated. */
  float[] at(List<String> names) {
    float[] found = new float[names.size()];
    for (int i = 0; i < found.length; i++) {
      Double mean = means.get(names.get(i));
      if (mean == null) {
        throw new IllegalArgumentException(
            "%s was not calibrated: calibrate with the verbalizer that is to use it"
                .formatted(names.get(i)));
      }
      found[i] = mean.floatValue();
    }
    return found;
  }
}
