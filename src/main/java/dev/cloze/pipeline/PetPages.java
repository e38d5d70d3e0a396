package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.OptionsWriter;
import dev.cloze.report.Fact;
import dev.cloze.report.Provenance;
import dev.cloze.report.RecipePage;
import dev.cloze.report.ReportFile;
import dev.cloze.run.WholeFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
    try {
      return ReportFile.write(folder.file(ReportFile.NAME), page());
    } catch (UncheckedIOException e) {
      throw WholeFile.unwritable(folder.path(), e.getCause());
    }
  }

  private RecipePage page() {
    return new RecipePage(
        String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()),
        Instant.now(),
        what(),
        result.metric().title(),
        summary(),
        PetTable.rows(result).stream()
            .map(row -> new RecipePage.Row(row.name(), row.figures(), row.ours()))
            .collect(toImmutableList()),
        stages(),
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

  /** The stages of all seeds, in the order of the first that has them. */
  private ImmutableList<RecipePage.Stage> stages() {
    List<Stage> all = result.seeds().stream().flatMap(seed -> seed.stages().stream()).toList();
    return all.stream()
        .map(Stage::name)
        .distinct()
        .map(
            name -> {
              List<Stage> same = all.stream().filter(stage -> stage.name().equals(name)).toList();
              return new RecipePage.Stage(
                  name,
                  same.stream().mapToDouble(Stage::seconds).average().orElseThrow(),
                  same.stream().mapToLong(Stage::peakMegabytes).max().orElseThrow());
            })
        .collect(toImmutableList());
  }

  private ImmutableList<Fact> facts() {
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    facts.add(Fact.of("begun", begun.started()));
    facts.add(Fact.of("Cloze", begun.cloze()));
    begun.hashes().forEach((path, hash) -> facts.add(Fact.literal(path, "SHA-256 " + hash)));
    facts.add(Fact.literal("recipe", OptionsWriter.write(plan.options())));
    facts.add(Fact.literal("first member", OptionsWriter.write(plan.first())));
    return facts.build();
  }
}
