package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.data.ExampleStream;
import dev.cloze.run.RunCheck;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

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
public final class Pet implements Recipe {
  private final PetPlan plan;
  private final PetFolder folder;
  private final boolean isNew;

  private Pet(PetPlan plan, PetFolder folder, boolean isNew) {
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
    PetFolder own = new PetFolder(folder);
    try {
      own.begin(plan);
      folder.begin(RecipeRecord.of(file.kind(), command, plan.hash(), hashes));
    } catch (ClozeException e) {
      folder.takeBack();
      throw e;
    }
    return new Pet(plan, own, true);
  }

  /**
   * Goes on with a recipe that was begun.
   *
   * @throws ClozeException {@link RecipeError#OTHER_RECIPE} where a run file, data or models have
   *     changed since; {@link RecipeError#NO_RECIPE}
   */
  public static Pet resume(Path path) {
    PetFolder folder = PetFolder.open(path);
    RecipeRecord begun = folder.recipe().read();
    PetPlan plan = folder.plan();
    begun.requirePlan(path, plan.hash());
    begun.requireFiles(path, PetCheck.of(plan));
    return new Pet(plan, folder, false);
  }

  /** What is done. */
  public PetPlan plan() {
    return plan;
  }

  @Override
  public RecipeFolder folder() {
    return folder.recipe();
  }

  @Override
  public void run(Progress progress, Consumer<String> lines) {
    PetReport report = new PetReport(this, lines);
    report.begin();
    report.end(execute(progress, report));
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
        folder.recipe().takeBack();
      }
      throw e;
    }
    PetResult result = new PetResult(plan.first().training().metric(), seeds.build());
    folder.recipe().writeResults(result, PetTable.lines(result));
    new PetPages(folder.recipe(), plan, result, warnings()).write();
    return result;
  }
}
