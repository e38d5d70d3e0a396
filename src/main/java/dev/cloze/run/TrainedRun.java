package dev.cloze.run;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.data.LabelSet;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.SoftRows;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.task.SharedModels;
import dev.cloze.template.Template;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.VerbalizerState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One seed of a run that is done: all that is known of it before its model is loaded. Template and
 * label words are those that the run was begun with, whatever has become of their files.
 */
public final class TrainedRun {
  private final RunFolder folder;
  private final RunFile file;
  private final Provenance begun;
  private final SeedResult result;
  private final String choice;

  private TrainedRun(RunFolder folder, SeedResult result, String choice) {
    this.folder = folder;
    this.file = folder.file();
    this.begun = folder.provenance();
    this.result = result;
    this.choice = choice;
  }

  /**
   * Looks at the folder of a run.
   *
   * @param seed which seed; where absent the best by the figure on the dev set or, without a dev
   *     set, the first, of those that are done
   * @throws ClozeException {@link RunError#UNKNOWN_SEED}; {@link RunError#UNFINISHED} where the
   *     seed is not done; {@link RunError#OTHER_MODEL}; what {@link RunFolder#open} throws
   */
  public static TrainedRun of(Path path, OptionalLong seed) {
    RunFolder folder = RunFolder.open(path);
    RunFile file = folder.file();
    TrainedRun run = seed.isPresent() ? named(folder, file, seed.getAsLong()) : best(folder, file);
    Run.requireSameModel(file, run.begun);
    return run;
  }

  private static TrainedRun named(RunFolder folder, RunFile file, long seed) {
    if (!file.allSeeds().contains(seed)) {
      throw new ClozeException(
          RunError.UNKNOWN_SEED,
          "%s: --seed %d is none of this run; it has %s",
          folder.path(),
          seed,
          Joiner.on(", ").join(file.allSeeds()));
    }
    return new TrainedRun(folder, result(folder, seed), "seed " + seed);
  }

  private static TrainedRun best(RunFolder folder, RunFile file) {
    List<SeedResult> done =
        file.allSeeds().stream()
            .filter(seed -> Files.exists(resultFile(folder, seed)))
            .map(seed -> result(folder, seed))
            .toList();
    if (done.size() < 2) {
      SeedResult only = done.isEmpty() ? result(folder, file.allSeeds().get(0)) : done.get(0);
      return new TrainedRun(folder, only, "seed " + only.seed());
    }
    TrainingOptions.Metric metric = file.training().metric();
    SeedResult best = done.get(0);
    for (SeedResult other : done) {
      Optional<EpochResult.Dev> dev = other.dev();
      if (dev.isPresent() && dev.get().betterThan(best.dev().orElseThrow(), metric)) {
        best = other;
      }
    }
    boolean measured = best.dev().isPresent();
    return new TrainedRun(
        folder,
        best,
        "seed %d, the %s of %d"
            .formatted(best.seed(), measured ? "best on the dev set" : "first", done.size()));
  }

  private static Path resultFile(RunFolder folder, long seed) {
    return folder.file("seed-" + seed).resolve(SeedRun.RESULT);
  }

  private static SeedResult result(RunFolder folder, long seed) {
    Path result = resultFile(folder, seed);
    if (!Files.exists(result)) {
      throw new ClozeException(
          RunError.UNFINISHED,
          "%s: seed %d is not done; 'cloze run --resume %s' goes on with it",
          folder.path(),
          seed,
          folder.path());
    }
    return WholeFile.readJson(result, SeedResult.class);
  }

  /** Where the run stands. */
  public Path path() {
    return folder.path();
  }

  /** The run file, with every setting in it. */
  public RunFile file() {
    return file;
  }

  /** Where this seed's results stand. */
  public Path seedFolder() {
    return folder.seed(seed());
  }

  /** Which seed this is. */
  public long seed() {
    return result.seed();
  }

  /** Which seed this is and why, as a part of a sentence. */
  public String choice() {
    return choice;
  }

  /** The labels. */
  public LabelSet labels() {
    return LabelSet.of(begun.labelWords().keySet().asList());
  }

  /** Whether several seeds are there to be chosen from. */
  public boolean isChosen() {
    return file.allSeeds().size() > 1;
  }

  /** Whether the language model was trained, and not only what stands around it. */
  boolean movedModel() {
    return file.training().epochs() > 0 && file.training().tune() == TrainingOptions.Tune.FULL;
  }

  SeedResult result() {
    return result;
  }

  Provenance begun() {
    return begun;
  }

  RunFolder folder() {
    return folder;
  }

  /** What is computed in, by the model that was trained and by this one. */
  NumberFormat format() {
    return NumberFormat.valueOf(file.model().dtype().name());
  }

  /**
   * Loads the model and what was trained of it, frozen, on the device and with the threads that the
   * run had.
   */
  public TrainedClassifier load() {
    return load(Optional.empty());
  }

  /**
   * The same on weights that several classifiers share, where the run did not train the model.
   *
   * @param models to be closed after all of them
   */
  public TrainedClassifier load(SharedModels models) {
    return load(Optional.of(models));
  }

  private TrainedClassifier load(Optional<SharedModels> shared) {
    Run.useMachine(file);
    LoadOptions options =
        movedModel()
            ? new LoadOptions(NumberFormat.F32, format(), false)
            : LoadOptions.frozen(format());
    InputHashes.requireSameEncoder(file, begun);
    LoadedPrompt prompt =
        parts()
            .restore(
                options, Seeds.of(seed()), verbalizer(), shared.filter(models -> !movedModel()));
    try {
      TrainedFile.in(folder.file("seed-" + seed())).readInto(prompt);
      freeze(prompt);
      return new TrainedClassifier(this, prompt);
    } catch (RuntimeException e) {
      prompt.close();
      throw e;
    }
  }

  /** What of the verbalizer was found from examples. */
  VerbalizerState verbalizer() {
    return WholeFile.readJson(
        folder.file("seed-" + seed()).resolve(SeedRun.VERBALIZER), VerbalizerState.class);
  }

  private PromptParts parts() {
    LabelWords words = LabelWords.of(begun.labelWords()).withPrefix(file.verbalizer().prefix());
    Template template =
        RunFile.TemplateChoice.parse(begun.template(), file.verbalizer().maker().reads());
    PromptParts parts = file.parts(template, words);
    return file.demonstrations().isEmpty()
        ? parts
        : file.showing(parts, DemonstrationsFile.in(folder.file("seed-" + seed())).read());
  }

  private static void freeze(LoadedPrompt prompt) {
    prompt.model().softRows().ifPresent(SoftRows::frozen);
    ImmutableList.copyOf(prompt.verbalizer().orElseThrow().parameters().values())
        .forEach(tensor -> tensor.frozen());
  }
}
