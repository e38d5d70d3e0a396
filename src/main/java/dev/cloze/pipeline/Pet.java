package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Version;
import dev.cloze.data.ExampleStream;
import dev.cloze.run.RunCheck;
import dev.cloze.run.WholeFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Pattern-exploiting training, and its form in generations (Schick and Schütze 2021): several
 * patterns are trained on few labelled examples, label many texts together, and a classifier is
 * distilled from that. All that can be wrong before a model is loaded is found before the first
 * training; what was done by a process that was killed is not done again.
 *
 * <pre>{@code
 * RecipeFile file = RecipeFile.read(Path.of("examples/pet.yaml"), List.of());
 * Pet pet = Pet.begin(file, "pet", Optional.empty(), "");
 * PetResult result = pet.execute(Progress.SILENT, Pet.Listener.SILENT);
 * }</pre>
 */
public final class Pet {
  private final PetPlan plan;
  private final RecipeFolder folder;
  private final boolean isNew;

  private Pet(PetPlan plan, RecipeFolder folder, boolean isNew) {
    this.plan = plan;
    this.folder = folder;
    this.isNew = isNew;
  }

  /**
   * Begins a recipe: reads all that its runs need but the models, and makes its folder.
   *
   * @param name what a folder is called that the recipe does not name
   * @param out a folder in the place of the recipe's
   * @param command what repeats the recipe, for the record
   * @throws ClozeException where something of it is wrong; then nothing is written
   */
  public static Pet begin(RecipeFile file, String name, Optional<Path> out, String command) {
    PetPlan plan = Planning.of(file);
    ImmutableMap<String, String> hashes = PetCheck.of(plan);
    RecipeFolder folder = RecipeFolder.make(out.or(() -> Planning.out(file)), name);
    try {
      folder.begin(
          plan,
          new RecipeRecord(
              RecipeRecord.FORMAT,
              Version.ofThis(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              command,
              plan.options(),
              plan.labelled(),
              RecipeRecord.seeds(plan),
              plan.hash(),
              hashes));
    } catch (ClozeException e) {
      folder.takeBack(plan);
      throw e;
    }
    return new Pet(plan, folder, true);
  }

  /**
   * Goes on with a recipe that was begun.
   *
   * @throws ClozeException {@link RecipeError#OTHER_RECIPE} where a run file, data or models have
   *     changed since; {@link RecipeError#NO_RECIPE}
   */
  public static Pet resume(Path path) {
    RecipeFolder folder = RecipeFolder.open(path);
    RecipeRecord begun = folder.read();
    PetPlan plan = folder.plan();
    if (!plan.hash().equals(begun.plan())) {
      throw new ClozeException(
          RecipeError.OTHER_RECIPE,
          "%s: its run files say something else than when the recipe began; put the old ones back,"
              + " or begin anew without --resume",
          path);
    }
    for (Map.Entry<String, String> hash : PetCheck.of(plan).entrySet()) {
      if (!hash.getValue().equals(begun.hashes().get(hash.getKey()))) {
        throw new ClozeException(
            RecipeError.OTHER_RECIPE,
            "%s: has changed since the recipe %s began; put the old one back or begin anew",
            hash.getKey(),
            path);
      }
    }
    return new Pet(plan, folder, false);
  }

  /** What is done. */
  public PetPlan plan() {
    return plan;
  }

  /** Where the results go. */
  public RecipeFolder folder() {
    return folder;
  }

  /** What a careful person would want to know of the data, a sentence each. */
  public ImmutableList<String> warnings() {
    try (ExampleStream texts = plan.first().data().openUnlabelled().orElseThrow()) {
      return texts.hasNext() && texts.hasLabels()
          ? ImmutableList.of("data.unlabelled has labels in it, which are not looked at")
          : ImmutableList.of();
    }
  }

  /** Is told how a recipe goes. */
  public interface Listener {
    /** Tells nobody. */
    Listener SILENT = new Listener() {};

    /** A member or the distilled classifier is trained, by this process or an earlier one. */
    default void trained(long seed, String name, double figure) {}

    /** All members of a generation are trained; this is what they reach together. */
    default void ensemble(long seed, int generation, double figure) {}

    /** Something that a careful person would want to know. */
    default void note(long seed, String sentence) {}
  }

  /**
   * Does what is not done yet, and writes results and page.
   *
   * @throws ClozeException where a stage fails; what is done stays
   */
  public PetResult execute(Progress progress, Listener listener) {
    ImmutableList.Builder<PetResult.Seed> seeds = ImmutableList.builder();
    try {
      RunCheck check = RunCheck.of(plan.first());
      for (PetPlan.SeedPlan seed : plan.seeds()) {
        seeds.add(new PetSeed(folder, plan, seed, check.labels(), progress, listener).run());
      }
    } catch (ClozeException e) {
      if (isNew && !folder.hasRuns(plan)) {
        folder.takeBack(plan);
      }
      throw e;
    }
    PetResult result = new PetResult(plan.first().training().metric(), seeds.build());
    WholeFile.writeJson(folder.file(RecipeFolder.RESULTS), result);
    WholeFile.write(
        folder.file(RecipeFolder.TABLE),
        writer -> writer.write(String.join("\n", PetTable.lines(result)) + "\n"));
    new PetPages(folder, plan, result, warnings()).write();
    return result;
  }
}
