package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.run.RunFolder;
import dev.cloze.run.WholeFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What stands where in the folder of PET and iPET: {@code plan.json}, and for each seed its run
 * files, generations and the distilled classifier.
 */
record PetFolder(RecipeFolder recipe) {
  private static final String PLAN = "plan.json";
  private static final String MEMBERS = "members";
  private static final String DISTILLED = "distilled";
  private static final String YAML = ".yaml";

  /**
   * The folder of a recipe that was begun.
   *
   * @throws ClozeException {@link RecipeError#NO_RECIPE}
   */
  static PetFolder open(Path path) {
    return new PetFolder(RecipeFolder.open(path));
  }

  /** Where it stands. */
  Path path() {
    return recipe.path();
  }

  /** Writes what the recipe is begun with, but for its record. */
  void begin(PetPlan plan) {
    for (PetPlan.SeedPlan seed : plan.seeds()) {
      for (PetPlan.Member member : seed.members()) {
        RecipeFolder.write(runFile(seed.seed(), member.name()), member.file());
      }
      seed.distil().ifPresent(file -> RecipeFolder.write(distilledFile(seed.seed()), file));
    }
    WholeFile.writeJson(file(PLAN), PetRecord.of(plan));
  }

  /** The plan that the recipe was begun with. */
  PetPlan plan() {
    PetRecord begun = WholeFile.readJson(file(PLAN), PetRecord.class);
    return new PetPlan(
        begun.options(),
        begun.labelled(),
        begun.countsEpochs(),
        begun.seeds().stream().map(this::plan).collect(ImmutableList.toImmutableList()));
  }

  private PetPlan.SeedPlan plan(PetRecord.Seed seed) {
    return new PetPlan.SeedPlan(
        seed.seed(),
        seed.members().stream()
            .map(
                member ->
                    new PetPlan.Member(
                        member.pattern(),
                        member.repetition(),
                        RecipeFolder.readRun(
                            runFile(seed.seed(), member.pattern() + "-" + member.repetition())),
                        member.epochs()))
            .collect(ImmutableList.toImmutableList()),
        seed.distils()
            ? Optional.of(RecipeFolder.readRun(runFile(seed.seed(), DISTILLED)))
            : Optional.empty());
  }

  /** The folder of one seed. */
  Path seed(long seed) {
    return recipe.seed(seed);
  }

  /** The run file of a member's first generation, or of the distilled classifier. */
  Path runFile(long seed, String name) {
    return seed(seed).resolve("run-files").resolve(name + YAML);
  }

  /** The run file of the distilled classifier. */
  Path distilledFile(long seed) {
    return runFile(seed, DISTILLED);
  }

  /** The run of the distilled classifier. */
  Path distilled(long seed) {
    return seed(seed).resolve(DISTILLED);
  }

  /** What of a generation, counted from 1, stands together. */
  Path generation(long seed, int generation) {
    return seed(seed).resolve("generation-" + generation);
  }

  /** The run of a member in a generation, counted from 1. */
  Path member(long seed, int generation, String name) {
    return generation(seed, generation).resolve(MEMBERS).resolve(name);
  }

  /** What a member is trained on in a generation beside the labelled examples. */
  Path trainingSet(long seed, int generation, String name) {
    return generation(seed, generation).resolve("train").resolve(name + ".jsonl");
  }

  /** What the members of a generation say of the unlabelled texts. */
  Path softLabels(long seed, int generation) {
    return generation(seed, generation).resolve("soft-labels.jsonl");
  }

  /**
   * A seed of a plan.
   *
   * @param seed which; the first where absent
   * @throws ClozeException {@link RecipeError#UNFINISHED} where the recipe has no such seed
   */
  PetPlan.SeedPlan seedOf(PetPlan plan, OptionalLong seed) {
    long chosen = recipe.seedOf(plan.seeds().stream().map(PetPlan.SeedPlan::seed).toList(), seed);
    return plan.seeds().stream().filter(one -> one.seed() == chosen).findFirst().orElseThrow();
  }

  /**
   * The last generation, from 1, of which all members are done.
   *
   * @throws ClozeException {@link RecipeError#UNFINISHED} where there is none
   */
  int lastGeneration(PetPlan plan, PetPlan.SeedPlan seed) {
    for (int generation = plan.options().generations(); generation > 0; generation--) {
      int number = generation;
      if (seed.members().stream()
          .allMatch(m -> RunFolder.isDone(member(seed.seed(), number, m.name())))) {
        return generation;
      }
    }
    throw new ClozeException(
        RecipeError.UNFINISHED,
        "%s: no generation of seed %d is done; 'cloze run --resume %s' goes on with it",
        path(),
        seed.seed(),
        path());
  }

  /**
   * The run of the distilled classifier, which {@code cloze predict} takes.
   *
   * @param seed which; the first where absent
   * @throws ClozeException {@link RecipeError#UNFINISHED} where it is not done
   */
  Path distilled(OptionalLong seed) {
    long chosen = seedOf(plan(), seed).seed();
    Path folder = distilled(chosen);
    if (!RunFolder.isDone(folder)) {
      throw new ClozeException(
          RecipeError.UNFINISHED,
          "%s: nothing is distilled with seed %d; 'cloze run --resume %s' goes on with a recipe,"
              + " and 'cloze annotate %s' labels with its members",
          path(),
          chosen,
          path(),
          path());
    }
    return folder;
  }

  Path file(String name) {
    return recipe.file(name);
  }

  /** Whether a run was begun, of which something may be kept. */
  boolean hasRuns(PetPlan plan) {
    return plan.seeds().stream()
        .anyMatch(
            seed ->
                seed.members().stream()
                    .anyMatch(m -> RunFolder.isBegun(member(seed.seed(), 1, m.name()))));
  }
}
