package dev.cloze.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.LabelSet;
import java.time.Instant;
import java.util.Optional;

/**
 * All that the page of a run shows.
 *
 * @param title names the run
 * @param when it ended
 * @param what was run, in a sentence
 * @param summary the facts that stand at the top, such as the numbers of examples
 * @param comparison this run, once, and what it is seen beside
 * @param seeds at least one
 * @param forgetting what tuning did to the model, where that was measured
 * @param warnings a sentence each
 */
public record RunPage(
    String title,
    Instant when,
    String what,
    ImmutableList<Fact> summary,
    ImmutableList<Comparison> comparison,
    ImmutableList<SeedPage> seeds,
    LabelSet labels,
    Optional<ForgettingPage> forgetting,
    ImmutableList<String> warnings,
    Provenance provenance) {
  /** Checks that the run itself is compared, once, and that each seed counts all labels. */
  public RunPage {
    long ours = comparison.stream().filter(Comparison::ours).count();
    checkArgument(ours == 1, "%s rows of the comparison are of this run; there must be one", ours);
    checkArgument(!seeds.isEmpty(), "a run has a seed, found none");
    forgetting.ifPresent(
        measured ->
            checkArgument(
                measured.after().isEmpty() || measured.after().size() == seeds.size(),
                "%s seeds were measured on running text, of %s",
                measured.after().size(),
                seeds.size()));
    for (SeedPage seed : seeds) {
      checkArgument(
          seed.evaluation().confusion().size() == labels.size(),
          "seed %s counts %s labels, not %s",
          seed.seed(),
          seed.evaluation().confusion().size(),
          labels.size());
      checkArgument(
          seed.evaluation().reliability().size() == seeds.get(0).evaluation().reliability().size(),
          "seed %s has %s bins of confidence, the first seed has %s",
          seed.seed(),
          seed.evaluation().reliability().size(),
          seeds.get(0).evaluation().reliability().size());
    }
  }

  /** The row of the comparison that is of this run. */
  Comparison ours() {
    return comparison.stream().filter(Comparison::ours).findFirst().orElseThrow();
  }
}
