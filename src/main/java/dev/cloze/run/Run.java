package dev.cloze.run;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.data.TsvReader;
import dev.cloze.plm.ModelShape;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptClassifier;
import dev.cloze.template.Template;
import dev.cloze.tensor.Device;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Precision;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.TruncationStatistics;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Training;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A few-shot classifier trained and scored, once for each seed. What can be wrong with settings,
 * template, words and data is found before the model is loaded.
 */
public final class Run {
  private final RunFile file;
  private final PromptParts parts;
  private final ImmutableList<Example> train;
  private final ImmutableList<Example> test;
  private final LabelSet labels;

  private Run(
      RunFile file,
      PromptParts parts,
      ImmutableList<Example> train,
      ImmutableList<Example> test,
      LabelSet labels) {
    this.file = file;
    this.parts = parts;
    this.train = train;
    this.test = test;
    this.labels = labels;
  }

  /**
   * Reads all that a run needs but the model.
   *
   * @throws dev.cloze.base.ClozeException where something of it is wrong
   */
  public static Run prepare(RunFile file) {
    LabelWords words = file.verbalizer().read();
    LabelSet labels = LabelSet.of(words.labels());
    PromptParts parts =
        new PromptParts(
            file.model().path(),
            file.template().read(),
            Optional.of(words),
            file.verbalizer().options(),
            file.tokens());
    boolean trains = file.training().epochs() > 0;
    ImmutableList<Example> train =
        trains ? TsvReader.read(file.data().train().orElseThrow(), labels) : ImmutableList.of();
    ImmutableList<Example> all = TsvReader.read(file.data().test(), labels);
    int limit = file.data().testLimit().orElse(all.size());
    ImmutableList<Example> test = all.subList(0, Math.min(limit, all.size()));
    PredictionsFile.prepare(file.out().orElseThrow());
    return new Run(file, parts, train, test, labels);
  }

  /** The labels. */
  public LabelSet labels() {
    return labels;
  }

  /** The template. */
  public Template template() {
    return parts.template();
  }

  /** How many examples are trained on. */
  public int trainCount() {
    return train.size();
  }

  /** How many examples are scored. */
  public int testCount() {
    return test.size();
  }

  /**
   * Trains and scores.
   *
   * @param listener is told of the model, then of each seed as soon as it is done
   * @return the results, seed by seed
   */
  public ImmutableList<SeedResult> execute(Progress progress, Listener listener) {
    Machine.use(Device.resolve(lower(file.model().device())));
    file.threads().ifPresent(Machine::setThreads);
    NumberFormat format = Precision.resolve(lower(file.model().dtype()));
    boolean trains = !train.isEmpty();
    ImmutableList.Builder<SeedResult> results = ImmutableList.builder();
    for (long seed : file.allSeeds()) {
      try (LoadedPrompt prompt = parts.load(format, trains, Seeds.of(seed))) {
        ImmutableList<EncodedPrompt> prompts = prompt.tokenizer().encodeAll(test);
        if (seed == file.allSeeds().get(0)) {
          listener.loaded(prompt.shape(), format, TruncationStatistics.of(prompts));
        }
        SeedResult result = one(seed, prompt, prompts, progress);
        listener.finished(result);
        results.add(result);
      }
    }
    return results.build();
  }

  private SeedResult one(
      long seed, LoadedPrompt prompt, ImmutableList<EncodedPrompt> prompts, Progress progress) {
    PromptClassifier classifier = prompt.classifier();
    Stopwatch watch = Stopwatch.createStarted();
    ImmutableList<Double> losses =
        train.isEmpty()
            ? ImmutableList.of()
            : new Training(classifier, file.training(), Seeds.of(seed))
                .run(train, progress).stream()
                    .map(EpochResult::loss)
                    .collect(ImmutableList.toImmutableList());
    Duration training = watch.elapsed();
    ImmutableList<Prediction> predictions = classifier.predictPrompts(prompts, progress);
    Duration scoring = watch.elapsed().minus(training);
    Path out = file.out().orElseThrow();
    Path folder = file.allSeeds().size() == 1 ? out : out.resolve("seed-" + seed);
    PredictionsFile.prepare(folder);
    return new SeedResult(
        seed,
        losses,
        Evaluation.of(test, predictions, labels.size()),
        training,
        scoring,
        PredictionsFile.write(folder, test, predictions, labels));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Is told how a run goes. */
  public interface Listener {
    /** The model is loaded. */
    void loaded(ModelShape shape, NumberFormat format, TruncationStatistics truncation);

    /** A seed is done. */
    void finished(SeedResult result);
  }
}
