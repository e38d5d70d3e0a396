package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What came out of PET, row by row: simple things, patterns, ensembles, what is distilled. */
final class PetTable {
  private PetTable() {}

  static ImmutableList<RecipeTable.Row> rows(PetResult result) {
    List<RecipeTable.Row> rows = new ArrayList<>();
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

  private static void addGeneration(
      List<RecipeTable.Row> rows, int generation, int most, PetResult result) {
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
      List<RecipeTable.Row> rows,
      String name,
      boolean ours,
      PetResult result,
      Function<PetResult.Seed, Optional<Double>> figure) {
    RecipeTable.row(name, ours, result.seeds().stream().map(figure).toList()).ifPresent(rows::add);
  }

  /** The rows as text. */
  static ImmutableList<String> lines(PetResult result) {
    return RecipeTable.lines(result.metric(), rows(result));
  }
}
