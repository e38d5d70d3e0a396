package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.prompt.MaskRows;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import java.util.List;

/**
 * Takes the means of a verbalizer's raw scores over support texts, batch by batch (contextual
 * calibration, Zhao et al. 2021). For one thread.
 */
public final class Calibrator {
  /** What a row of a model may take beside the scores. */
  private static final int WIDTH = 1024;

  private final Verbalizer verbalizer;
  private final double[] sums;
  private long examples;

  /** A calibration of {@code verbalizer} that has seen nothing yet. */
  public Calibrator(Verbalizer verbalizer) {
    this.verbalizer = verbalizer;
    sums = new double[verbalizer.evidence().size()];
  }

  /** Takes in one more batch of support texts, in the scope that its states belong to. */
  public void add(MaskStates states) {
    float[] scores = verbalizer.evidence(states).toFloats();
    for (int i = 0; i < scores.length; i++) {
      sums[i % sums.length] += scores[i];
    }
    examples += states.batch();
  }

  /** Takes in support texts whose rows were kept, some at a time. */
  public void add(MaskRows rows) {
    for (List<Integer> chunk : SupportScores.chunks(rows.size(), Math.max(WIDTH, sums.length))) {
      Gradients.pausing(
          () -> {
            Scope.run(() -> add(rows.at(chunk)));
            return chunk.size();
          });
    }
  }

  /** The means over all batches so far. */
  public Calibration calibration() {
    if (examples == 0) {
      throw new ClozeException(
          VerbalizerError.NO_CALIBRATION_EXAMPLES,
          "calibration: no support texts were found; give at least one, such as an empty one");
    }
    ImmutableMap.Builder<String, Double> means = ImmutableMap.builder();
    for (int i = 0; i < sums.length; i++) {
      means.put(verbalizer.evidence().get(i), sums[i] / examples);
    }
    return new Calibration(means.buildOrThrow(), examples);
  }
}
