package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Tensor;
import java.util.Optional;

/**
 * Calibration of verbalizers that have no words of their own to calibrate: the mean log-score that
 * a label has on support texts is taken off its score, which divides its probability by the one it
 * has before anything is read (Zhao et al. 2021, section 4, with a diagonal map).
 *
 * @param means one a label; absent where nothing is calibrated
 */
record LabelPrior(Optional<float[]> means) {
  static final LabelPrior NONE = new LabelPrior(Optional.empty());

  static LabelPrior of(ImmutableList<String> labels, Calibration calibration) {
    return new LabelPrior(Optional.of(calibration.at(labels)));
  }

  /** Takes the means off log-scores, [B,L]. */
  Tensor takenOff(Tensor scores) {
    return means
        .map(mean -> Arithmetic.subtract(scores, Tensor.of(mean, mean.length)))
        .orElse(scores);
  }
}
