package dev.cloze.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;

/**
 * All that the page of a sweep shows.
 *
 * @param title names the sweep
 * @param when it ended
 * @param what was compared, in a sentence
 * @param metric what the figures are, such as "accuracy"
 * @param curve what the curve is over, where there is one; then every row has a place
 * @param summary the facts that stand at the top
 * @param rows at least one; the first is what the others are compared with
 * @param choices what was chosen on dev sets
 */
public record SweepPage(
    String title,
    Instant when,
    String what,
    String metric,
    Optional<String> curve,
    ImmutableList<Fact> summary,
    ImmutableList<SweepPageRow> rows,
    ImmutableList<SweepChoice> choices,
    Provenance provenance) {
  /** Checks that there are rows, and that a curve has places. */
  public SweepPage {
    checkArgument(!rows.isEmpty(), "a sweep has a row, found none");
    rows.forEach(
        row ->
            checkArgument(
                row.place().isPresent() == curve.isPresent(),
                "'%s': a row has a place where there is a curve",
                row.name()));
  }
}
