package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.OptionsWriter;
import dev.cloze.report.Fact;
import dev.cloze.report.Provenance;
import dev.cloze.report.RecipePage;
import java.nio.file.Path;
import java.time.Instant;

/** Makes the page of LM-BFF. */
final class LmBffPages {
  private final RecipeFolder folder;
  private final LmBffPlan plan;
  private final LmBffResult result;
  private final RecipeRecord begun;

  LmBffPages(RecipeFolder folder, LmBffPlan plan, LmBffResult result) {
    this.folder = folder;
    this.plan = plan;
    this.result = result;
    this.begun = folder.read();
  }

  /** Writes {@code report.html} and returns its path. */
  Path write() {
    return RecipePages.write(folder, page());
  }

  private RecipePage page() {
    return new RecipePage(
        RecipePages.title(folder),
        Instant.now(),
        what(),
        result.metric().title(),
        summary(),
        RecipePages.rows(LmBffTable.rows(result)),
        RecipePages.stages(
            result.seeds().stream().flatMap(seed -> seed.stages().stream()).toList()),
        result.seeds().stream()
            .flatMap(seed -> seed.notes().stream().map(note -> "seed " + seed.seed() + ", " + note))
            .collect(toImmutableList()),
        new Provenance(
            ImmutableList.<Fact>builder()
                .addAll(RecipePages.origin(begun))
                .add(Fact.literal("recipe", OptionsWriter.write(plan.options())))
                .add(Fact.literal("run", OptionsWriter.write(plan.first())))
                .build(),
            begun.command()));
  }

  private String what() {
    int grid = plan.grid().size();
    return "LM-BFF: %s%d %s of hyperparameters, chosen on the dev set."
        .formatted(
            plan.options().candidates() == 0
                ? ""
                : "label words ranked by training with each of %d combinations, then "
                    .formatted(plan.options().candidates()),
            grid,
            grid == 1 ? "set" : "sets");
  }

  private ImmutableList<Fact> summary() {
    ImmutableList.Builder<Fact> summary = ImmutableList.builder();
    summary.add(Fact.of("model", plan.first().model().shown()));
    result
        .seeds()
        .forEach(seed -> summary.add(Fact.of("seed " + seed.seed(), LmBffTable.chosen(seed))));
    return summary.build();
  }
}
