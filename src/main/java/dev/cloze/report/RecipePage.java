package dev.cloze.report;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Summary;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that the page of a recipe of several stages shows.
 *
 * @param title names the recipe's folder
 * @param when it ended
 * @param what was done, in a sentence
 * @param metric what the figures are, such as "accuracy"
 * @param summary the facts that stand at the top
 * @param rows at least one, in the order of the stages
 * @param stages what each stage took
 * @param warnings what makes the numbers less sure than they look
 */
public record RecipePage(
    String title,
    Instant when,
    String what,
    String metric,
    ImmutableList<Fact> summary,
    ImmutableList<Row> rows,
    ImmutableList<Stage> stages,
    ImmutableList<String> warnings,
    Provenance provenance) {
  /** Checks that there are rows. */
  public RecipePage {
    checkArgument(!rows.isEmpty(), "a recipe has a row, found none");
  }

  /**
   * What a stage reached.
   *
   * @param figures a share for each seed
   * @param made whether it is made of the members: an ensemble, or what is distilled from one
   */
  public record Row(String name, ImmutableList<Double> figures, boolean made) {
    /** Mean and deviation over seeds. */
    Summary summary() {
      return Summary.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /**
   * What a stage took.
   *
   * @param seconds a mean over seeds
   * @param peakMegabytes the most memory held by its end; 0 where it is not known
   */
  public record Stage(String name, double seconds, long peakMegabytes) {}

  /** The last row that is made of members, else the last. */
  Row result() {
    return rows.stream()
        .filter(Row::made)
        .reduce((first, second) -> second)
        .orElse(rows.get(rows.size() - 1));
  }

  /** The rows as a chart of methods takes them. */
  SweepPage asMethods() {
    return new SweepPage(
        title,
        when,
        what,
        metric,
        Optional.empty(),
        summary,
        rows.stream()
            .map(
                row ->
                    new SweepPageRow(
                        row.name(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        row.figures(),
                        !row.made(),
                        Optional.empty()))
            .collect(toImmutableList()),
        ImmutableList.of(),
        provenance);
  }
}
