package dev.cloze.baseline;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;

/** Predictions of baselines where an example may have several labels. */
final class EachLabel {
  private EachLabel() {}

  /** The prediction of probabilities, one for each label. */
  static Prediction prediction(Example example, ImmutableDoubleArray probabilities) {
    int best = 0;
    for (int label = 1; label < probabilities.length(); label++) {
      best = probabilities.get(label) > probabilities.get(best) ? label : best;
    }
    return new Prediction(example.id(), best, probabilities);
  }
}
