package dev.cloze.run;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.base.Version;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Output;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.SharedModels;
import dev.cloze.task.SoftPromptFile;
import dev.cloze.template.Template;
import dev.cloze.tensor.Device;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Precision;
import dev.cloze.tokenize.TruncationStatistics;
import dev.cloze.train.Training;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A few-shot classifier trained and scored, once for each seed, in a folder of its own. What can be
 * wrong with settings, template, words and data is found before the model is loaded; what was done
 * by a process that was killed is not done again.
 */
public final class Run {
  private final RunFile file;
  private final RunFolder folder;
  private final RunData data;
  private final LabelWords words;
  private final Template template;
  private final Optional<SharedModels> shared;

  private Run(
      RunFile file,
      RunFolder folder,
      RunData data,
      LabelWords words,
      Template template,
      Optional<SharedModels> shared) {
    this.file = file;
    this.folder = folder;
    this.data = data;
    this.words = words;
    this.template = template;
    this.shared = shared;
  }

  /**
   * The same run, which takes a model that it does not train, and what that said before, from those
   * that several runs share.
   *
   * @param models to be closed after all of them
   */
  public Run sharing(SharedModels models) {
    return new Run(file, folder, data, words, template, Optional.of(models));
  }

  /**
   * Begins a run: reads all that it needs but the model, and makes its folder.
   *
   * @param name what a folder is called that the run file does not name
   * @param command what repeats the run, for the record
   * @throws ClozeException where something of it is wrong; then nothing is written
   */
  public static Run begin(RunFile given, String name, String command) {
    useMachine(given);
    NumberFormat format = Precision.resolve(lower(given.model().dtype()));
    RunFile file =
        given.withChosen(
            RunFile.Dtype.valueOf(format.name()),
            RunFile.DeviceChoice.valueOf(Machine.device().name()),
            Machine.threads());
    RunInputs inputs = RunInputs.read(file);
    RunFolder folder = RunFolder.make(file.out(), name);
    RunFile whole = file.withOut(folder.path());
    folder.begin(whole, provenance(whole, inputs, command));
    return new Run(
        whole, folder, inputs.data(), inputs.words(), inputs.template(), Optional.empty());
  }

  /**
   * Goes on with a run that was begun, under the settings that it was begun with.
   *
   * @throws ClozeException {@link RunError#OTHER_MODEL} or {@link RunError#OTHER_DATA} where what
   *     it was begun with has changed; what {@link RunFolder#open} throws
   */
  public static Run resume(Path path) {
    RunFolder folder = RunFolder.open(path);
    RunFile file = folder.file();
    Provenance begun = folder.provenance();
    requireSameModel(file, begun);
    LabelWords words = file.verbalizer().read();
    RunData data = data(file, words);
    InputHashes.requireSame(InputHashes.of(file, data), begun);
    useMachine(file);
    return new Run(file, folder, data, words, file.readTemplate(), Optional.empty());
  }

  /**
   * The run of a folder: gone on with where it was begun, else begun there. What a kill left
   * between the making of a folder and the beginning of its run is taken away.
   *
   * @param file what it is begun with; its own folder for results is not looked at
   * @param command what repeats the run, for the record
   */
  public static Run in(Path folder, RunFile file, String command) {
    if (RunFolder.isBegun(folder)) {
      return resume(folder);
    }
    RunFolder.clear(folder);
    return begin(file.withOut(folder), String.valueOf(folder.getFileName()), command);
  }

  /** Chooses device and threads as a run file says, before the first tensor is made. */
  static void useMachine(RunFile file) {
    Machine.use(Device.resolve(lower(file.model().device())));
    file.threads().ifPresent(Machine::setThreads);
  }

  static void requireSameModel(RunFile file, Provenance begun) {
    file.model().requireFolder();
    if (!Fingerprint.of(file.model().folder()).equals(begun.modelFingerprint())) {
      throw new ClozeException(
          RunError.OTHER_MODEL,
          "%s: its files have changed since the run began; put the old ones back or run anew",
          file.model().folder());
    }
  }

  static RunData data(RunFile file, LabelWords words) {
    boolean trains = file.training().epochs() > 0;
    return RunData.read(
        file.data(),
        LabelSet.of(words.labels()),
        file.output().output(),
        trains,
        file.looksAtExamples(),
        file.training().readsUnlabelled());
  }

  private static Provenance provenance(RunFile file, RunInputs inputs, String command) {
    ImmutableMap.Builder<String, ImmutableList<String>> byLabel = ImmutableMap.builder();
    inputs
        .words()
        .entries()
        .forEach(
            label ->
                byLabel.put(
                    label.name(),
                    label.words().stream()
                        .map(LabelWords.Word::text)
                        .collect(ImmutableList.toImmutableList())));
    return new Provenance(
        Provenance.FORMAT,
        Version.ofThis(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        file.model().folder().toAbsolutePath().normalize().toString(),
        Fingerprint.of(file.model().folder()),
        inputs.hashes(),
        inputs.template().text(),
        byLabel.buildOrThrow(),
        file.allSeeds(),
        Machine.describe());
  }

  /** The settings, all of them chosen. */
  public RunFile file() {
    return file;
  }

  /** Where the results go. */
  public RunFolder folder() {
    return folder;
  }

  /** The labels. */
  public LabelSet labels() {
    return data.labels();
  }

  /** What is asked of a text: one label, several, or a number. */
  public Output output() {
    return data.output();
  }

  /** The template. */
  public Template template() {
    return template;
  }

  /** The words of the labels. */
  LabelWords words() {
    return words;
  }

  /** What a careful person would want to know of the data, a sentence each. */
  public ImmutableList<String> warnings() {
    ImmutableList<String> ofData = data.warnings(file.allSeeds());
    return file.verbalizer().startsFromChance() && file.training().epochs() == 0
        ? ImmutableList.<String>builder()
            .addAll(ofData)
            .add("training.epochs is 0 and a head has learned nothing: its answers are chance")
            .build()
        : ofData;
  }

  RunData data() {
    return data;
  }

  /** Is told how a run goes. */
  public interface Listener {
    /** Tells nobody. */
    Listener SILENT = new Listener() {};

    /**
     * The first model is loaded.
     *
     * @param truncation of the test set; of its first 1,024 texts where each has several prompts
     */
    default void loaded(ModelShape shape, NumberFormat format, TruncationStatistics truncation) {}

    /** Soft rows or label vectors start from a file, as far as this sentence says. */
    default void started(Path file, String use) {}

    /** A seed is done, by this process or an earlier one. */
    default void finished(SeedResult result, Timing timing) {}
  }

  /**
   * Trains and scores what is not done yet.
   *
   * @param listener is told of the model, then of each seed as soon as it is done
   */
  public RunResult execute(Progress progress, Listener listener) {
    return execute(ImmutableSet.of(), progress, listener);
  }

  /**
   * Trains and scores what is not done yet.
   *
   * @param more what each seed predicts beside its test set
   * @param listener is told of the model, then of each seed as soon as it is done
   */
  public RunResult execute(
      ImmutableSet<ExtraPredictions> more, Progress progress, Listener listener) {
    boolean[] told = new boolean[1];
    try {
      return execute(more, progress, listener, told);
    } catch (ClozeException e) {
      if (!told[0]) {
        folder.takeBack();
      }
      throw e;
    }
  }

  private RunResult execute(
      ImmutableSet<ExtraPredictions> more, Progress progress, Listener listener, boolean[] told) {
    List<SeedResult> results = new ArrayList<>();
    List<Baselines> baselines = new ArrayList<>();
    for (long seed : file.allSeeds()) {
      Path own = folder.seed(seed);
      if (!Files.exists(own.resolve(SeedRun.RESULT))) {
        one(seed, more, progress, listener, told);
      }
      SeedRun.deleteState(own);
      SeedResult result = WholeFile.readJson(own.resolve(SeedRun.RESULT), SeedResult.class);
      listener.finished(result, WholeFile.readJson(own.resolve(SeedRun.TIMING), Timing.class));
      results.add(result);
      Path measured = baselinesFile(seed);
      if (Files.exists(measured) && !(baselines.size() == 1 && !data.variesBySeed())) {
        baselines.add(WholeFile.readJson(measured, Baselines.class));
      }
    }
    RunResult result =
        RunResult.of(
            results, baselines.isEmpty() ? ImmutableList.of() : Baselines.together(baselines));
    WholeFile.writeJson(folder.file(RunFolder.RESULTS), result);
    new RunPages(this, result).write();
    return result;
  }

  private void one(
      long seed,
      ImmutableSet<ExtraPredictions> more,
      Progress progress,
      Listener listener,
      boolean[] told) {
    RunData.Split split = data.of(seed);
    try (LoadedPrompt prompt = load(seed, split)) {
      TestPrompts test = TestPrompts.of(prompt.classifier(), split.test());
      if (file.training().epochs() > 0) {
        Training.requireTrainable(prompt.classifier(), file.training());
      }
      Optional<ForgettingMeter> meter =
          file.forgetting()
              .map(
                  text ->
                      ForgettingMeter.of(
                          text, prompt, loading().compute(), folder.file(ForgettingMeter.BEFORE)));
      if (!told[0]) {
        listener.loaded(
            prompt.shape(),
            loading().compute(),
            TruncationStatistics.of(test.firstOfEach(prompt.classifier().sets())));
        file.start()
            .map(SoftPromptFile::at)
            .ifPresent(start -> listener.started(start.path(), start.use(prompt)));
        told[0] = true;
      }
      Path own = folder.makeSeed(seed);
      if (file.baselines() && !Files.exists(baselinesFile(seed))) {
        WholeFile.writeJson(
            baselinesFile(seed),
            Baselines.of(
                split,
                labels(),
                output(),
                file.verbalizer().startsFromChance()
                    ? Optional.empty()
                    : Optional.of(() -> test.predict(prompt.keepingClassifier(), progress))));
      }
      new SeedRun(seed, file.training(), split, data.unlabelled(), labels(), output(), own, meter)
          .run(prompt, test, more, progress);
    }
  }

  private LoadedPrompt load(long seed, RunData.Split split) {
    return file.showing(file.startingParts(template, words), split.train())
        .load(
            loading(),
            Seeds.of(seed),
            data.support(split, seed, file.verbalizer().support()),
            shared);
  }

  /** Where the baselines of a seed's split stand; all seeds may share one. */
  private Path baselinesFile(long seed) {
    return data.variesBySeed()
        ? folder.seed(seed).resolve(RunFolder.BASELINES)
        : folder.file(RunFolder.BASELINES);
  }

  private LoadOptions loading() {
    NumberFormat format = NumberFormat.valueOf(file.model().dtype().name());
    boolean moves =
        file.training().epochs() > 0 && file.training().tune() == TrainingOptions.Tune.FULL;
    return moves ? LoadOptions.trained(format) : LoadOptions.frozen(format);
  }

  private static String lower(Enum<?> constant) {
    return Ascii.toLowerCase(constant.name());
  }
}
