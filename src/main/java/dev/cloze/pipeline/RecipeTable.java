package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.run.TextTable;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came out of a recipe, row by row. */
final class RecipeTable {
  private static final double PER_CENT = 100;

  private RecipeTable() {}

  /**
   * A row.
   *
   * @param name what was measured
   * @param figures seed by seed
   * @param ours whether it is what the recipe is for, and not what it is compared with
   */
  record Row(String name, ImmutableList<Double> figures, boolean ours) {
    Summary summary() {
      return Summary.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /** A row of the seeds that have a figure, where there is one. */
  static Optional<Row> row(String name, boolean ours, List<Optional<Double>> figures) {
    ImmutableList<Double> there =
        figures.stream().flatMap(Optional::stream).collect(toImmutableList());
    return there.isEmpty() ? Optional.empty() : Optional.of(new Row(name, there, ours));
  }

  /** The rows as text. */
  static ImmutableList<String> lines(Metric metric, List<Row> rows) {
    TextTable table = new TextTable(0).add(List.of("", metric.title(), ""));
    for (Row row : rows) {
      Summary summary = row.summary();
      table.add(
          List.of(
              row.name(),
              String.format(Locale.ROOT, "%.2f %%", PER_CENT * summary.mean()),
              row.figures().size() == 1
                  ? ""
                  : String.format(Locale.ROOT, "sd %.2f", PER_CENT * summary.deviation())));
    }
    return table.lines();
  }
}
