package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.prompt.SoftRows;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tensor.Optimizer;
import dev.cloze.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Trains what a classifier has to train: the language model, where it was loaded for that, soft
 * rows, and what the verbalizer trains. Dropout is reseeded at each step from (seed, step), and
 * each epoch's order comes from (seed, epoch), so that a step depends on nothing but its number and
 * the numbers that it starts from: a training that was saved goes on exactly.
 */
public final class Training {
  private final PromptClassifier classifier;
  private final TrainingOptions options;
  private final Seeds seeds;
  private final TrainingLog log;
  private final Optional<StateFile> saved;
  private final Output output;
  private final ImmutableList<Example> unlabelled;

  /** A training that tells nobody and saves nothing. */
  public Training(PromptClassifier classifier, TrainingOptions options, Seeds seeds) {
    this(classifier, options, seeds, TrainingLog.SILENT, Optional.empty());
  }

  /** A training of examples that have one label each. */
  public Training(
      PromptClassifier classifier,
      TrainingOptions options,
      Seeds seeds,
      TrainingLog log,
      Optional<StateFile> saved) {
    this(classifier, options, seeds, log, saved, Output.ONE_LABEL);
  }

  /**
   * A training.
   *
   * @param log is told of steps and epochs
   * @param saved where its state is kept while it runs, and taken up where it is found; the
   *     caller's to delete when the result is safe
   * @param output what examples have: one label, several, or a number
   */
  public Training(
      PromptClassifier classifier,
      TrainingOptions options,
      Seeds seeds,
      TrainingLog log,
      Optional<StateFile> saved,
      Output output) {
    this(classifier, options, seeds, log, saved, output, ImmutableList.of());
  }

  private Training(
      PromptClassifier classifier,
      TrainingOptions options,
      Seeds seeds,
      TrainingLog log,
      Optional<StateFile> saved,
      Output output,
      ImmutableList<Example> unlabelled) {
    this.classifier = classifier;
    this.options = options;
    this.seeds = seeds;
    this.log = log;
    this.saved = saved;
    this.output = output;
    this.unlabelled = unlabelled;
  }

  /** The same training with texts for {@link TrainingOptions#languageModel}. */
  public Training withUnlabelled(List<Example> texts) {
    return new Training(
        classifier, options, seeds, log, saved, output, ImmutableList.copyOf(texts));
  }

  /**
   * Says before any work what a training would refuse.
   *
   * @throws dev.cloze.base.ClozeException {@link TrainError#NOTHING_TRAINS}, {@link
   *     TrainError#UNKNOWN_CLASS}, {@link TrainError#NO_LANGUAGE_MODEL_LOSS}
   */
  public static void requireTrainable(PromptClassifier classifier, TrainingOptions options) {
    options.requireClasses(classifier.verbalizer().labels());
    new ClassifierGroups(classifier, options).groups();
    options.languageModel().ifPresent(loss -> LanguageModelLoss.requireFit(classifier));
  }

  /** Trains on labelled examples, without a dev set. */
  public ImmutableList<EpochResult> run(List<Example> train, Progress progress) {
    return run(train, ImmutableList.of(), progress);
  }

  /**
   * Trains on examples with right labels or with soft ones; the classifier is then the one that
   * {@link TrainingOptions#select} names, and an encoder of its soft rows is folded away.
   *
   * @param train what is trained on; where an example has a soft label, that is learned
   * @param dev what epochs are compared by; may be empty
   * @return the epochs that were run
   * @throws dev.cloze.base.ClozeException with a code of {@link TrainError}
   */
  public ImmutableList<EpochResult> run(List<Example> train, List<Example> dev, Progress progress) {
    checkArgument(
        options.select() != TrainingOptions.Select.BEST || !dev.isEmpty(),
        "select: best needs a dev set");
    checkArgument(
        options.languageModel().isEmpty() || !unlabelled.isEmpty(),
        "languageModel needs unlabelled texts");
    options.requireMetric(output);
    ClassifierGroups groups = new ClassifierGroups(classifier, options);
    BatchLoss losses = BatchLoss.of(output, options, classifier.verbalizer().labels(), train);
    Optional<LanguageModelLoss> hidden = languageModel();
    Epochs epochs = new Epochs(train.size(), options, seeds);
    Schedule schedule = Schedule.of(options.schedule(), options.warmup(), epochs.steps());
    try (Optimization optimization =
            new Optimization(
                groups.groups(),
                schedule,
                Optimizer.Settings.defaults(),
                options.maxGradientNorm());
        TrainScores scores =
            TrainScores.of(classifier, options, train, classifier.rowsStayInTraining());
        TrainingLoop loop =
            new TrainingLoop(
                optimization, epochs, new DevSet(classifier, dev, options, output), log, saved)) {
      ImmutableList<EpochResult> done =
          loop.run(
              (number, batch) -> {
                Tensor loss = losses.of(scores.of(number, batch), pick(train, batch));
                return hidden.map(h -> h.beside(loss, number, batch.size())).orElse(loss);
              },
              progress);
      classifier.model().softRows().ifPresent(SoftRows::fold);
      return done;
    }
  }

  private Optional<LanguageModelLoss> languageModel() {
    return options
        .languageModel()
        .map(
            how -> {
              LanguageModelLoss.requireFit(classifier);
              return new LanguageModelLoss(classifier, options, how, unlabelled, seeds);
            });
  }

  /**
   * The epoch whose weights a training with these options took.
   *
   * @return its number from 1; 0 where there were none
   */
  public static int chosen(List<EpochResult> epochs, TrainingOptions options) {
    Optional<EpochResult> chosen = Optional.empty();
    for (EpochResult epoch : epochs) {
      boolean later =
          chosen.isEmpty()
              || options.select() == TrainingOptions.Select.LAST
              || epoch.dev().isEmpty()
              || epoch.dev().get().betterThan(chosen.get().dev().orElseThrow(), options.metric());
      chosen = later ? Optional.of(epoch) : chosen;
    }
    return chosen.map(EpochResult::epoch).orElse(0);
  }

  private static List<Example> pick(List<Example> examples, List<Integer> numbers) {
    return numbers.stream().map(examples::get).toList();
  }
}
