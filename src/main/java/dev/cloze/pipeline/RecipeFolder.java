package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.OptionsWriter;
import dev.cloze.run.NewFolder;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunFolder;
import dev.cloze.run.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The folder of a recipe: {@code recipe.json}, a folder for each seed with its generations and the
 * distilled classifier, and the results. {@code docs/recipes.md} lists its files.
 *
 * @param path where it stands
 * @param made whether this process made it
 */
public record RecipeFolder(Path path, boolean made) {
  static final String RECORD = "recipe.json";
  static final String RESULTS = "results.json";
  static final String TABLE = "table.txt";

  private static final String MEMBERS = "members";
  private static final String DISTILLED = "distilled";
  private static final String YAML = ".yaml";

  /**
   * Makes a folder for a new recipe.
   *
   * @param wanted the folder, which must be new or empty; where absent the first free one of {@code
   *     runs/NAME}, {@code runs/NAME-2} and so on
   */
  static RecipeFolder make(Optional<Path> wanted, String name) {
    NewFolder folder =
        NewFolder.make(wanted, Path.of("runs"), name, RecipeError.FOLDER_EXISTS, "run", "recipe");
    return new RecipeFolder(folder.path(), folder.made());
  }

  /** Whether a recipe was begun there, which can be opened and gone on with. */
  public static boolean isBegun(Path path) {
    return Files.exists(path.resolve(RECORD));
  }

  /**
   * The folder of a recipe that was begun.
   *
   * @throws ClozeException {@link RecipeError#NO_RECIPE}
   */
  public static RecipeFolder open(Path path) {
    RecipeFolder folder = new RecipeFolder(path, false);
    if (!isBegun(path)) {
      throw new ClozeException(
          RecipeError.NO_RECIPE,
          "%s: %s; a folder that 'cloze run' wrote for a recipe belongs there",
          path,
          Files.exists(path) ? "no recipe is there" : "no such folder");
    }
    RecipeRecord begun = folder.read();
    if (begun.format() != RecipeRecord.FORMAT) {
      throw new ClozeException(
          RecipeError.NO_RECIPE,
          "%s: a recipe's folder of format %d, by Cloze %s; this version knows format %d: begin it"
              + " anew",
          path,
          begun.format(),
          begun.cloze(),
          RecipeRecord.FORMAT);
    }
    return folder;
  }

  /** Writes what a recipe is begun with, its record last; after that it can be resumed. */
  void begin(PetPlan plan, RecipeRecord begun) {
    for (PetPlan.SeedPlan seed : plan.seeds()) {
      for (PetPlan.Member member : seed.members()) {
        write(runFile(seed.seed(), member.name()), member.file());
      }
      seed.distil().ifPresent(file -> write(runFile(seed.seed(), DISTILLED), file));
    }
    WholeFile.writeJson(path.resolve(RECORD), begun);
  }

  private static void write(Path path, RunFile file) {
    NewFolder.create(path.getParent());
    WholeFile.write(path, writer -> writer.write(OptionsWriter.write(file)));
  }

  RecipeRecord read() {
    return WholeFile.readJson(path.resolve(RECORD), RecipeRecord.class);
  }

  /** The plan that the recipe was begun with. */
  PetPlan plan() {
    RecipeRecord begun = read();
    return new PetPlan(
        begun.options(),
        begun.labelled(),
        begun.seeds().stream().map(this::plan).collect(ImmutableList.toImmutableList()));
  }

  private PetPlan.SeedPlan plan(RecipeRecord.Seed seed) {
    return new PetPlan.SeedPlan(
        seed.seed(),
        seed.members().stream()
            .map(
                member ->
                    new PetPlan.Member(
                        member.pattern(),
                        member.repetition(),
                        read(runFile(seed.seed(), member.pattern() + "-" + member.repetition())),
                        member.epochs()))
            .collect(ImmutableList.toImmutableList()),
        seed.distils() ? Optional.of(read(runFile(seed.seed(), DISTILLED))) : Optional.empty());
  }

  private static RunFile read(Path file) {
    return RunFile.read(file, List.of());
  }

  /** The folder of one seed. */
  Path seed(long seed) {
    return path.resolve("seed-" + seed);
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
  public Path distilled(long seed) {
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
    return plan.seeds().stream()
        .filter(one -> seed.isEmpty() || one.seed() == seed.getAsLong())
        .findFirst()
        .orElseThrow(
            () ->
                new ClozeException(
                    RecipeError.UNFINISHED,
                    "%s: --seed %d is none of this recipe; it has %s",
                    path,
                    seed.getAsLong(),
                    plan.seeds().stream()
                        .map(one -> Long.toString(one.seed()))
                        .collect(Collectors.joining(", "))));
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
        path,
        seed.seed(),
        path);
  }

  /**
   * The run of the distilled classifier, which {@code cloze predict} takes.
   *
   * @param seed which; the first where absent
   * @throws ClozeException {@link RecipeError#UNFINISHED} where it is not done
   */
  public Path distilled(OptionalLong seed) {
    long chosen = seedOf(plan(), seed).seed();
    Path folder = distilled(chosen);
    if (!RunFolder.isDone(folder)) {
      throw new ClozeException(
          RecipeError.UNFINISHED,
          "%s: nothing is distilled with seed %d; 'cloze run --resume %s' goes on with a recipe,"
              + " and 'cloze annotate %s' labels with its members",
          path,
          chosen,
          path,
          path);
    }
    return folder;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Whether a run was begun, of which something may be kept. */
  boolean hasRuns(PetPlan plan) {
    return plan.seeds().stream()
        .anyMatch(
            seed ->
                seed.members().stream()
                    .anyMatch(m -> RunFolder.isBegun(member(seed.seed(), 1, m.name()))));
  }

  /** Takes away a recipe of which nothing was done. */
  void takeBack(PetPlan plan) {
    if (made) {
      RunFolder.clear(path);
      return;
    }
    plan.seeds().forEach(seed -> RunFolder.clear(seed(seed.seed())));
    RunFolder.clear(path.resolve(RECORD));
  }
}
