package dev.cloze.run;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Output;
import dev.cloze.pretrain.Objective;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.Prediction;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Measured;
import dev.cloze.train.StateFile;
import dev.cloze.train.Training;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.VerbalizerState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One seed of a run, in a folder of its own. The result is written last: where it stands, the seed
 * is done.
 */
final class SeedRun {
  static final String RESULT = "result.json";
  static final String TIMING = "timing.json";
  static final String VERBALIZER = "verbalizer.json";
  static final String LABEL_WORDS = "label-words.txt";

  private static final String STATE = "state.safetensors";
  private static final double MILLISECONDS = 1e3;

  private final long seed;
  private final TrainingOptions options;
  private final RunData.Split split;
  private final ImmutableList<Example> unlabelled;
  private final LabelSet labels;
  private final Output output;
  private final Path folder;
  private final Optional<ForgettingMeter> meter;

  /**
   * One seed.
   *
   * @param unlabelled texts to hide tokens of, where the options ask for that
   * @param meter where what tuning forgets is to be measured
   */
  SeedRun(
      long seed,
      TrainingOptions options,
      RunData.Split split,
      ImmutableList<Example> unlabelled,
      LabelSet labels,
      Output output,
      Path folder,
      Optional<ForgettingMeter> meter) {
    this.seed = seed;
    this.options = options;
    this.split = split;
    this.unlabelled = unlabelled;
    this.labels = labels;
    this.output = output;
    this.folder = folder;
    this.meter = meter;
  }

  /**
   * Trains and scores, and takes up what an earlier process left.
   *
   * @param test the prompts of the split's test set
   * @param more what else is to be predicted and written
   */
  SeedResult run(
      LoadedPrompt prompt,
      TestPrompts test,
      ImmutableSet<ExtraPredictions> more,
      Progress progress) {
    // before training, which puts saved weights in the place of the model's own
    Optional<Objective.Score> untuned = meter.map(ForgettingMeter::before);
    if (more.contains(ExtraPredictions.TRAIN_BEFORE)) {
      write(ExtraPredictions.TRAIN_BEFORE, split.train(), prompt, progress);
    }
    Stopwatch watch = Stopwatch.createStarted();
    StateFile state = new StateFile(folder.resolve(STATE));
    boolean resumed = Files.exists(state.path());
    ImmutableList<EpochResult> epochs = train(prompt, state, progress);
    Duration training = watch.elapsed();
    ImmutableList<Prediction> predictions = test.predict(prompt.keepingClassifier(), progress);
    Duration scoring = watch.elapsed().minus(training);
    SeedResult result =
        new SeedResult(
            seed,
            split.taught().size(),
            epochs,
            Training.chosen(epochs, options),
            Measured.of(output, split.test(), predictions, labels.size()),
            meter.map(m -> m.after(untuned.orElseThrow(), movesModel())));
    TrainedFile.in(folder).write(prompt);
    writeVerbalizer(prompt.state().orElseThrow());
    prompt
        .demonstrations()
        .ifPresent(shown -> DemonstrationsFile.in(folder).write(shown.sampled().examples()));
    PredictionsFile.write(folder.resolve(PredictionsFile.NAME), split.test(), predictions, form());
    if (more.contains(ExtraPredictions.DEV)) {
      write(ExtraPredictions.DEV, split.dev(), prompt, progress);
    }
    WholeFile.writeJson(
        folder.resolve(TIMING),
        new Timing(training.toMillis() / MILLISECONDS, scoring.toMillis() / MILLISECONDS, resumed));
    WholeFile.writeJson(folder.resolve(RESULT), result);
    return result;
  }

  private void writeVerbalizer(VerbalizerState state) {
    WholeFile.writeJson(folder.resolve(VERBALIZER), state);
    if (!state.words().notes().isEmpty()) {
      WholeFile.write(
          folder.resolve(LABEL_WORDS),
          writer -> writer.write(String.join("\n", state.words().notes()) + "\n"));
    }
  }

  /** Deletes what a training goes on from, once its result stands. */
  static void deleteState(Path folder) {
    new StateFile(folder.resolve(STATE)).delete();
  }

  private void write(
      ExtraPredictions part, List<Example> examples, LoadedPrompt prompt, Progress progress) {
    PredictionsFile.write(
        part.in(folder), examples, prompt.keepingClassifier().predict(examples, progress), form());
  }

  private PredictionLine form() {
    return new PredictionLine(output, labels, number -> number);
  }

  private boolean movesModel() {
    return options.tune() == TrainingOptions.Tune.FULL;
  }

  private ImmutableList<EpochResult> train(
      LoadedPrompt prompt, StateFile state, Progress progress) {
    if (options.epochs() == 0) {
      return ImmutableList.of();
    }
    try (MetricsFile metrics = new MetricsFile(folder.resolve(RunFolder.METRICS))) {
      return new Training(
              prompt.keepingClassifier(),
              options,
              Seeds.of(seed),
              metrics,
              Optional.of(state),
              output)
          .withUnlabelled(unlabelled)
          .run(split.taught(), split.dev(), progress);
    }
  }
}
