package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.report.Fact;
import dev.cloze.report.RecipePage;
import dev.cloze.report.ReportFile;
import dev.cloze.run.WholeFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** What the pages of all recipes have in common. */
final class RecipePages {
  private RecipePages() {}

  /** Writes {@code report.html} and returns its path. */
  static Path write(RecipeFolder folder, RecipePage page) {
    try {
      return ReportFile.write(folder.file(ReportFile.NAME), page);
    } catch (UncheckedIOException e) {
      throw WholeFile.unwritable(folder.path(), e.getCause());
    }
  }

  static String title(RecipeFolder folder) {
    return String.valueOf(folder.path().toAbsolutePath().normalize().getFileName());
  }

  static ImmutableList<RecipePage.Row> rows(List<RecipeTable.Row> rows) {
    return rows.stream()
        .map(row -> new RecipePage.Row(row.name(), row.figures(), row.ours()))
        .collect(toImmutableList());
  }

  /** The stages of all seeds as one, in the order of the first that has them. */
  static ImmutableList<RecipePage.Stage> stages(List<Stage> all) {
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

  /** When a recipe began, and what it read. */
  static ImmutableList<Fact> origin(RecipeRecord begun) {
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    facts.add(Fact.of("begun", begun.started()));
    facts.add(Fact.of("Cloze", begun.cloze()));
    begun.hashes().forEach((path, hash) -> facts.add(Fact.literal(path, "SHA-256 " + hash)));
    return facts.build();
  }
}
