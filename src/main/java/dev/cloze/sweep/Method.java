package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingOptions;
import java.util.Optional;

/**
 * One of the methods that are compared, at one place of the curve, once its hyperparameters are
 * chosen.
 *
 * @param values the name of its value on each axis of the rows
 * @param outcomes its runs, in the order of data seeds and training seeds
 * @param choices what was chosen
 */
record Method(
    ImmutableMap<String, String> values,
    Optional<Double> curve,
    ImmutableList<Outcome> outcomes,
    ImmutableList<SweepRow.Choice> choices) {
  /** What tables call it. */
  String name() {
    return values.isEmpty() ? "the run" : String.join(", ", values.values());
  }

  /** Its runs as figures. */
  ImmutableList<SweepRow.Figure> figures(TrainingOptions.Metric metric) {
    return outcomes.stream()
        .map(
            outcome ->
                new SweepRow.Figure(
                    outcome.cell().dataSeed(),
                    outcome.seed(),
                    outcome.cell().name(),
                    outcome.dev().map((EpochResult.Dev dev) -> dev.value(metric)),
                    outcome.test(metric)))
        .collect(ImmutableList.toImmutableList());
  }
}
