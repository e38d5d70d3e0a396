package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Tensor;

/** A verbalizer whose raw scores are those of its labels: a label's own mean is taken off it. */
interface CalibratedByLabel extends Verbalizer {
  /** What is taken off. */
  LabelPrior prior();

  @Override
  default Tensor score(MaskStates states) {
    return prior().takenOff(evidence(states));
  }

  /** A log-score a label. */
  @Override
  default ImmutableList<String> evidence() {
    return labels();
  }
}
