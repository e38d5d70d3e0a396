package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What came out of LM-BFF, row by row, and what was chosen. */
final class LmBffTable {
  private static final double PER_CENT = 100;

  private LmBffTable() {}

  static ImmutableList<RecipeTable.Row> rows(LmBffResult result) {
    List<RecipeTable.Row> rows = new ArrayList<>();
    for (String name : result.seeds().get(0).baselines().keySet()) {
      row(name, false, result, seed -> Optional.ofNullable(seed.baselines().get(name)))
          .ifPresent(rows::add);
    }
    row("words as found", false, result, LmBffResult.Seed::asFound).ifPresent(rows::add);
    row(
            "words ranked by training",
            true,
            result,
            seed -> seed.best().map(words -> words.reached().test()))
        .ifPresent(rows::add);
    row("after the grid", true, result, seed -> Optional.of(seed.tuned().reached().test()))
        .ifPresent(rows::add);
    return ImmutableList.copyOf(rows);
  }

  private static Optional<RecipeTable.Row> row(
      String name,
      boolean ours,
      LmBffResult result,
      Function<LmBffResult.Seed, Optional<Double>> figure) {
    return RecipeTable.row(name, ours, result.seeds().stream().map(figure).toList());
  }

  /** What was chosen for a seed, in words. */
  static String chosen(LmBffResult.Seed seed) {
    LmBffResult.Point tuned = seed.tuned();
    String values =
        "%s (best of %d, dev %s)"
            .formatted(
                new GridPoint(tuned.batchSize(), tuned.learningRate()).describe(),
                seed.grid().size(),
                percent(tuned.reached().dev()));
    return seed.best()
        .map(
            words ->
                "%s (found as number %d of %d, dev %s); %s"
                    .formatted(
                        new CandidateWords.Candidate(words.untrained(), words.words()).describe(),
                        seed.chosenWords().orElseThrow(),
                        seed.words().size(),
                        percent(words.reached().dev()),
                        values))
        .orElse(values);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", PER_CENT * share);
  }

  /** The rows as text, and what was chosen. */
  static ImmutableList<String> lines(LmBffResult result) {
    return ImmutableList.<String>builder()
        .addAll(RecipeTable.lines(result.metric(), rows(result)))
        .add("", "chosen on dev:")
        .addAll(
            result.seeds().stream()
                .map(seed -> "seed %d: %s".formatted(seed.seed(), chosen(seed)))
                .collect(toImmutableList()))
        .build();
  }
}
