package dev.cloze.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Multimaps;
import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingOptions;
import java.util.Collection;
import java.util.List;

/**
 * Takes, for each draw of examples, the hyperparameters that are best on its dev set; what they
 * give on the test set is not looked at (Gao, Fisch and Chen 2021, "Making Pre-trained Language
 * Models Better Few-shot Learners", section 3). Where a draw is trained on with several seeds, the
 * mean of their figures counts. Equal figures are decided by the loss, then by the order of the
 * values.
 */
final class Choosing {
  private final ImmutableSet<String> axes;
  private final TrainingOptions.Metric metric;

  Choosing(List<String> axes, TrainingOptions.Metric metric) {
    this.axes = ImmutableSet.copyOf(axes);
    this.metric = metric;
  }

  /** What was taken of one method's runs. */
  record Chosen(ImmutableList<Outcome> outcomes, ImmutableList<SweepRow.Choice> choices) {}

  /** Chooses among all runs of one method at one place of the curve, in the order of the axes. */
  Chosen of(List<Outcome> outcomes) {
    ImmutableList.Builder<Outcome> taken = ImmutableList.builder();
    ImmutableList.Builder<SweepRow.Choice> choices = ImmutableList.builder();
    for (Collection<Outcome> draw : Multimaps.index(outcomes, Outcome::draw).asMap().values()) {
      Collection<Outcome> best = best(draw);
      taken.addAll(best);
      if (!axes.isEmpty()) {
        Outcome one = best.iterator().next();
        choices.add(
            new SweepRow.Choice(
                one.draw().dataSeed(), one.draw().seed(), values(one), figure(best)));
      }
    }
    return new Chosen(taken.build(), choices.build());
  }

  private Collection<Outcome> best(Collection<Outcome> draw) {
    ImmutableListMultimap<ImmutableMap<String, String>, Outcome> candidates =
        Multimaps.index(draw, this::values);
    ImmutableList<Collection<Outcome>> all =
        candidates.asMap().values().stream().collect(toImmutableList());
    Collection<Outcome> best = all.get(0);
    for (Collection<Outcome> other : all.subList(1, all.size())) {
      double above = figure(other) - figure(best);
      if (above > 0 || (above == 0 && loss(other) < loss(best))) {
        best = other;
      }
    }
    return best;
  }

  private ImmutableMap<String, String> values(Outcome outcome) {
    return ImmutableMap.copyOf(Maps.filterKeys(outcome.cell().values(), axes::contains));
  }

  private double figure(Collection<Outcome> seeds) {
    return seeds.stream()
        .mapToDouble(seed -> seed.dev().orElseThrow().value(metric))
        .average()
        .orElseThrow();
  }

  private static double loss(Collection<Outcome> seeds) {
    return seeds.stream()
        .map(seed -> seed.dev().orElseThrow())
        .mapToDouble(EpochResult.Dev::loss)
        .average()
        .orElseThrow();
  }
}
