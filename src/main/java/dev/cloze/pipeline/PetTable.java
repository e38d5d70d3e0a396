package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.run.TextTable;
import dev.cloze.train.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What came out of PET, row by row: simple things, patterns, ensembles, what is distilled. */
final class PetTable {
  private static final double PER_CENT = 100;

  private PetTable() {}

  /**
   * A row.
   *
   * @param name what was measured
   * @param figures seed by seed
   * @param ours whether it is an ensemble or what is distilled from one
   */
  record Row(String name, ImmutableList<Double> figures, boolean ours) {
    Summary summary() {
      return Summary.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  static ImmutableList<Row> rows(PetResult result) {
    List<Row> rows = new ArrayList<>();
    PetResult.Seed first = result.seeds().get(0);
    for (String name : first.baselines().keySet()) {
      add(rows, name, false, result, seed -> Optional.ofNullable(seed.baselines().get(name)));
    }
    int most =
        result.seeds().stream().mapToInt(seed -> seed.generations().size()).max().orElseThrow();
    for (int generation = 1; generation <= most; generation++) {
      addGeneration(rows, generation, most, result);
    }
    add(rows, "distilled", true, result, PetResult.Seed::distilled);
    return ImmutableList.copyOf(rows);
  }

  private static void addGeneration(List<Row> rows, int generation, int most, PetResult result) {
    String where = most == 1 ? "" : "generation %d: ".formatted(generation);
    ImmutableList<String> patterns =
        result.seeds().get(0).generations().get(0).members().stream()
            .map(PetResult.Member::pattern)
            .distinct()
            .collect(toImmutableList());
    for (String pattern : patterns) {
      add(
          rows,
          where + pattern,
          false,
          result,
          seed ->
              at(seed, generation).map(g -> mean(g, member -> member.pattern().equals(pattern))));
    }
    add(
        rows,
        where + "mean of all members",
        false,
        result,
        seed -> at(seed, generation).map(g -> mean(g, member -> true)));
    add(
        rows,
        where + "ensemble",
        true,
        result,
        seed -> at(seed, generation).map(PetResult.Generation::ensemble));
  }

  private static Optional<PetResult.Generation> at(PetResult.Seed seed, int generation) {
    return generation <= seed.generations().size()
        ? Optional.of(seed.generations().get(generation - 1))
        : Optional.empty();
  }

  private static double mean(PetResult.Generation generation, Predicate<PetResult.Member> which) {
    return generation.members().stream()
        .filter(which)
        .mapToDouble(PetResult.Member::figure)
        .average()
        .orElseThrow();
  }

  /** A row of the seeds that have the figure, where there is one. */
  private static void add(
      List<Row> rows,
      String name,
      boolean ours,
      PetResult result,
      Function<PetResult.Seed, Optional<Double>> figure) {
    ImmutableList<Double> figures =
        result.seeds().stream().map(figure).flatMap(Optional::stream).collect(toImmutableList());
    if (!figures.isEmpty()) {
      rows.add(new Row(name, figures, ours));
    }
  }

  /** The rows as text. */
  static ImmutableList<String> lines(PetResult result) {
    TextTable table = new TextTable(0).add(List.of("", result.metric().title(), ""));
    for (Row row : rows(result)) {
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
