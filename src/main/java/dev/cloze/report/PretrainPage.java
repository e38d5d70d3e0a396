package dev.cloze.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;

/**
 * All that the page of a pretraining shows.
 *
 * @param title names the pretraining
 * @param when it was measured last
 * @param what was trained, in a sentence
 * @param summary the facts that stand at the top: model, corpus, how much of it was seen
 * @param points how far it was at each measurement, by step; at least one
 * @param next what to do with the model, each with the command that does it
 */
public record PretrainPage(
    String title,
    Instant when,
    String what,
    ImmutableList<Fact> summary,
    ImmutableList<PretrainPoint> points,
    ImmutableList<Fact> next,
    Provenance provenance) {
  /** Checks that something was measured. */
  public PretrainPage {
    checkArgument(!points.isEmpty(), "a page shows a measurement, found none");
  }

  /** The last measurement. */
  PretrainPoint last() {
    return points.get(points.size() - 1);
  }

  /** The measurement before the first step, where there is one and there are later ones. */
  Optional<PretrainPoint> before() {
    return Optional.of(points.get(0)).filter(first -> first.step() == 0 && last().step() > 0);
  }
}
