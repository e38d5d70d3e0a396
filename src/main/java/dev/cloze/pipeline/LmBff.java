package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * LM-BFF (Gao, Fisch and Chen 2021): for each seed, label words are found by the untrained model,
 * ranked again by training with each combination, and batch size and learning rate are chosen, all
 * on a dev set that is as large as the training set. All that can be wrong before a model is loaded
 * is found before that; what was done by a process that was killed is not done again.
 *
 * <pre>{@code
 * RecipeFile file = RecipeFile.read(Path.of("examples/lm-bff-words.yaml"), List.of());
 * LmBff recipe = LmBff.begin(file, "words", Optional.empty(), "");
 * LmBffResult result = recipe.execute(Progress.SILENT, LmBff.Listener.SILENT);
 * }</pre>
 */
public final class LmBff implements Recipe {
  private final LmBffPlan plan;
  private final LmBffFolder folder;
  private final boolean isNew;

  private LmBff(LmBffPlan plan, LmBffFolder folder, boolean isNew) {
    this.plan = plan;
    this.folder = folder;
    this.isNew = isNew;
  }

  /** Begins the recipe, as {@link Recipe#begin} does. */
  public static LmBff begin(RecipeFile file, String name, Optional<Path> out, String command) {
    LmBffPlan plan = LmBffPlan.of(file);
    ImmutableMap<String, String> hashes = LmBffCheck.of(plan);
    RecipeFolder folder = RecipeFolder.make(out.or(() -> LmBffPlan.out(file)), name);
    LmBffFolder own = new LmBffFolder(folder);
    try {
      own.begin(plan);
      folder.begin(RecipeRecord.of(file.kind(), command, plan.hash(), hashes));
    } catch (ClozeException e) {
      folder.takeBack();
      throw e;
    }
    return new LmBff(plan, own, true);
  }

  /** Goes on with the recipe, as {@link Recipe#resume} does. */
  public static LmBff resume(Path path) {
    LmBffFolder folder = LmBffFolder.open(path);
    RecipeRecord begun = folder.recipe().read();
    LmBffPlan plan = folder.plan();
    begun.requirePlan(path, plan.hash());
    begun.requireFiles(path, LmBffCheck.of(plan));
    return new LmBff(plan, folder, false);
  }

  /** Is told how the recipe goes. */
  public interface Listener {
    /** Tells nobody. */
    Listener SILENT = new Listener() {};

    /** So many combinations of words were found. */
    default void found(long seed, int combinations) {}

    /**
     * A combination of words is trained with, by this process or an earlier one.
     *
     * @param rank from 1, as it was found
     * @param all how many are trained with
     */
    default void words(long seed, int rank, int all, String words, LmBffResult.Reached reached) {}

    /** A place of the grid is done, by this process or an earlier one. */
    default void point(long seed, String values, LmBffResult.Reached reached) {}

    /** All of a seed is done. */
    default void chosen(LmBffResult.Seed seed) {}

    /** Something that a careful person would want to know. */
    default void note(long seed, String sentence) {}
  }

  LmBffPlan plan() {
    return plan;
  }

  @Override
  public RecipeFolder folder() {
    return folder.recipe();
  }

  @Override
  public void run(Progress progress, Consumer<String> lines) {
    LmBffReport report = new LmBffReport(this, lines);
    report.begin();
    report.end(execute(progress, report));
  }

  /**
   * Does what is not done yet, and writes results and page.
   *
   * @throws ClozeException where a stage fails; what is done stays
   */
  public LmBffResult execute(Progress progress, Listener listener) {
    ImmutableList.Builder<LmBffResult.Seed> seeds = ImmutableList.builder();
    try {
      for (LmBffPlan.SeedPlan seed : plan.seeds()) {
        seeds.add(new LmBffSeed(folder, plan, seed, progress, listener).run());
      }
    } catch (ClozeException e) {
      if (isNew && !isWorkedOn()) {
        folder.recipe().takeBack();
      }
      throw e;
    }
    LmBffResult result = new LmBffResult(plan.first().training().metric(), seeds.build());
    folder.recipe().writeResults(result, LmBffTable.lines(result));
    new LmBffPages(folder.recipe(), plan, result).write();
    return result;
  }

  /** Whether there is something of which a part may be kept. */
  private boolean isWorkedOn() {
    long first = plan.seeds().get(0).seed();
    return Files.exists(folder.candidates(first))
        || plan.grid().stream()
            .anyMatch(point -> RunFolder.isBegun(folder.run(first, "grid/" + point.name())));
  }
}
