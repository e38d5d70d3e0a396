package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.run.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What stands where in the folder of LM-BFF: {@code plan.json}, and for each seed the run file that
 * its runs are made of, the words that were found, and a run for each combination of words and each
 * place of the grid.
 */
record LmBffFolder(RecipeFolder recipe) {
  private static final String PLAN = "plan.json";

  /** The plan beside its run files. */
  private record Plan(LmBffOptions options, ImmutableList<Long> seeds) {}

  /**
   * The folder of a recipe that was begun.
   *
   * @throws ClozeException {@link RecipeError#NO_RECIPE}
   */
  static LmBffFolder open(Path path) {
    return new LmBffFolder(RecipeFolder.open(path));
  }

  /** Writes what the recipe is begun with, but for its record. */
  void begin(LmBffPlan plan) {
    plan.seeds().forEach(seed -> RecipeFolder.write(runFile(seed.seed()), seed.file()));
    WholeFile.writeJson(
        recipe.file(PLAN),
        new Plan(
            plan.options(),
            plan.seeds().stream().map(LmBffPlan.SeedPlan::seed).collect(toImmutableList())));
  }

  private Plan begun() {
    return WholeFile.readJson(recipe.file(PLAN), Plan.class);
  }

  /** The plan that the recipe was begun with. */
  LmBffPlan plan() {
    Plan begun = begun();
    return new LmBffPlan(
        begun.options(),
        begun.seeds().stream()
            .map(seed -> new LmBffPlan.SeedPlan(seed, RecipeFolder.readRun(runFile(seed))))
            .collect(toImmutableList()));
  }

  Path runFile(long seed) {
    return recipe.seed(seed).resolve("run.yaml");
  }

  /** The combinations of words that were found. */
  Path candidates(long seed) {
    return recipe.seed(seed).resolve("candidates.json");
  }

  /** What came out of a seed, written when all of it is done. */
  Path result(long seed) {
    return recipe.seed(seed).resolve("result.json");
  }

  /** A run by its name within a seed, such as {@code words/1} or {@code grid/bs-2-lr-1e-5}. */
  Path run(long seed, String name) {
    return recipe.seed(seed).resolve(name);
  }

  /**
   * The run that was best on the dev set, which {@code cloze predict} takes.
   *
   * @param wanted which seed; the first where absent
   * @throws ClozeException {@link RecipeError#UNFINISHED} where the seed is not done
   */
  Path chosen(OptionalLong wanted) {
    long seed = recipe.seedOf(begun().seeds(), wanted);
    if (!Files.exists(result(seed))) {
      throw new ClozeException(
          RecipeError.UNFINISHED,
          "%s: seed %d is not done; 'cloze run --resume %s' goes on with it",
          recipe.path(),
          seed,
          recipe.path());
    }
    return run(seed, WholeFile.readJson(result(seed), LmBffResult.Seed.class).run());
  }
}
