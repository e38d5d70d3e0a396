package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.OptionsWriter;
import dev.cloze.report.Fact;
import dev.cloze.report.Provenance;
import dev.cloze.report.RecipePage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the page of PET. */
final class PetPages {
  private final RecipeFolder folder;
  private final PetPlan plan;
  private final PetResult result;
  private final RecipeRecord begun;
  private final ImmutableList<String> warnings;

  PetPages(RecipeFolder folder, PetPlan plan, PetResult result, ImmutableList<String> warnings) {
    this.folder = folder;
    this.plan = plan;
    this.result = result;
    this.begun = folder.read();
    this.warnings = warnings;
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
        RecipePages.rows(PetTable.rows(result)),
        RecipePages.stages(
            result.seeds().stream().flatMap(seed -> seed.stages().stream()).toList()),
        Stream.concat(warnings.stream(), notes()).collect(toImmutableList()),
        new Provenance(facts(), begun.command()));
  }

  private Stream<String> notes() {
    return result.seeds().stream()
        .flatMap(seed -> seed.notes().stream().map(note -> "seed " + seed.seed() + ", " + note));
  }

  private String what() {
    int patterns = plan.patterns().size();
    return "%s with %d %s, each trained %d %s%s%s."
        .formatted(
            plan.options().generations() == 1 ? "PET" : "iPET",
            patterns,
            patterns == 1 ? "pattern" : "patterns",
            plan.options().repetitions(),
            plan.options().repetitions() == 1 ? "time" : "times",
            plan.options().generations() == 1
                ? ""
                : ", in %d generations".formatted(plan.options().generations()),
            plan.seeds().get(0).distil().isPresent() ? ", and distilled" : "");
  }

  private ImmutableList<Fact> summary() {
    return ImmutableList.of(
        Fact.of("model", plan.first().model().shown()),
        Fact.of("patterns", String.join(", ", plan.patterns())),
        Fact.of(
            "seeds",
            plan.seeds().stream()
                .map(seed -> Long.toString(seed.seed()))
                .collect(Collectors.joining(", "))));
  }

  private ImmutableList<Fact> facts() {
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    facts.addAll(RecipePages.origin(begun));
    facts.add(Fact.literal("recipe", OptionsWriter.write(plan.options())));
    facts.add(Fact.literal("first member", OptionsWriter.write(plan.first())));
    return facts.build();
  }
}
