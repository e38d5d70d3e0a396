package dev.cloze.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.TrainingOptions.Metric;
import java.time.Instant;

/**
 * All that the page of a run shows whose output is several labels or a number.
 *
 * @param title names the run
 * @param when it ended
 * @param what was run, in a sentence
 * @param summary the facts that stand at the top
 * @param metrics the figures, the main one first
 * @param comparison this run, once, and what it is seen beside
 * @param seeds at least one
 * @param labels how well each label is found; empty where there are none
 * @param numbers right and predicted numbers; empty where there are none
 * @param worst the answers furthest from what is right, the worst first
 * @param warnings a sentence each
 */
public record OutputPage(
    String title,
    Instant when,
    String what,
    ImmutableList<Fact> summary,
    ImmutableList<Metric> metrics,
    ImmutableList<OutputRow> comparison,
    ImmutableList<SeedCurve> seeds,
    ImmutableList<LabelRow> labels,
    ImmutableList<NumberPair> numbers,
    ImmutableList<WrongAnswer> worst,
    ImmutableList<String> warnings,
    Provenance provenance) {
  /** Checks that the run itself is compared, once. */
  public OutputPage {
    long ours = comparison.stream().filter(OutputRow::ours).count();
    checkArgument(ours == 1, "%s rows of the comparison are of this run; there must be one", ours);
    checkArgument(!seeds.isEmpty() && !metrics.isEmpty(), "a run has a seed and a figure");
  }

  OutputRow ours() {
    return comparison.stream().filter(OutputRow::ours).findFirst().orElseThrow();
  }
}
