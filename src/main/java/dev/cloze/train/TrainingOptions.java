package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import dev.cloze.data.Output;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a classifier is trained.
 *
 * @param tune what moves
 * @param epochs how often each example is seen; 0 leaves the model as it was pretrained
 * @param batchSize examples that go through the model at once
 * @param accumulation batches a step, whose gradients are averaged
 * @param learningRate the peak rate of the model's own weights
 * @param softLearningRate the peak rate of soft rows
 * @param verbalizerLearningRate the peak rate of what the verbalizer trains
 * @param weightDecay the share of a weight taken off at each step, times the rate; biases and norms
 *     have none
 * @param schedule how the rates fall
 * @param warmup the share of all steps in which the rates rise from 0
 * @param maxGradientNorm what the norm of all gradients together is scaled down to; no limit where
 *     absent
 * @param dropout the share set to 0 while training; what the model was pretrained with where absent
 * @param labelSmoothing the share of the target's mass that is spread over all labels
 * @param temperature what scores and soft labels are divided by, as logarithms, before they are
 *     compared (Hinton et al. 2015); 1 compares them as they are
 * @param balanced whether each label's loss is weighted by the inverse of its share of the examples
 * @param classWeights the weight of a label's loss, by name; 1 where a label is not named
 * @param select which epoch's weights are taken
 * @param metric what a dev set is measured by; its loss decides between equals
 * @param patience how many epochs without a better one end the training; all are run where absent
 * @param saveEvery seconds between two saved states that a killed run goes on from
 * @param languageModel a loss of naming hidden tokens of unlabelled texts beside that of the
 *     labels; none where absent
 */
public record TrainingOptions(
    Tune tune,
    int epochs,
    int batchSize,
    int accumulation,
    double learningRate,
    double softLearningRate,
    double verbalizerLearningRate,
    double weightDecay,
    Schedule.Shape schedule,
    double warmup,
    Optional<Double> maxGradientNorm,
    Optional<Double> dropout,
    double labelSmoothing,
    double temperature,
    boolean balanced,
    ImmutableMap<String, Double> classWeights,
    Select select,
    Metric metric,
    Optional<Integer> patience,
    double saveEvery,
    Optional<LanguageModelLossOptions> languageModel) {
  private static final TrainingOptions DEFAULTS =
      new TrainingOptions(
          Tune.FULL,
          10,
          8,
          1,
          1e-4,
          1e-3,
          1e-3,
          0.01,
          Schedule.Shape.CONSTANT,
          0,
          Optional.empty(),
          Optional.empty(),
          0,
          1,
          false,
          ImmutableMap.of(),
          Select.AUTO,
          Metric.ACCURACY,
          Optional.empty(),
          60,
          Optional.empty());

  /** What moves in a training. */
  public enum Tune {
    /** The language model, soft rows and verbalizer. */
    FULL,
    /** Soft rows and verbalizer; the language model is frozen. */
    PROMPT
  }

  /** Which epoch's weights are taken. */
  public enum Select {
    /** The best where there is a dev set, else the last. */
    AUTO,
    /** The best by the metric on the dev set. */
    BEST,
    /** The last. */
    LAST
  }

  /** What a dev set is measured by; which of them fit depends on the output. */
  public enum Metric {
    /** The share of examples whose label was found. */
    ACCURACY,
    /** The mean of the labels' F1. */
    MACRO_F1,
    /** Of several labels an example: the F1 of all labels' counts together. */
    MICRO_F1,
    /** Of several labels an example: the share of examples with all of them and no other. */
    EXACT_MATCH,
    /** Of numbers: the correlation. */
    PEARSON,
    /** Of numbers: the correlation of the ranks. */
    SPEARMAN,
    /** Of numbers: the mean distance. */
    MEAN_ABSOLUTE_ERROR,
    /** Of numbers: the root of the mean squared distance. */
    ROOT_MEAN_SQUARED_ERROR;

    private static final ImmutableList<Metric> ONE = ImmutableList.of(ACCURACY, MACRO_F1);
    private static final ImmutableList<Metric> SEVERAL =
        ImmutableList.of(MICRO_F1, MACRO_F1, EXACT_MATCH);
    private static final ImmutableList<Metric> NUMBER =
        ImmutableList.of(PEARSON, SPEARMAN, MEAN_ABSOLUTE_ERROR, ROOT_MEAN_SQUARED_ERROR);

    /** Those that an output has, the main one first. */
    public static ImmutableList<Metric> of(Output output) {
      return output.match(() -> ONE, several -> SEVERAL, range -> NUMBER);
    }

    /** What files of results call it, such as {@code macroF1}. */
    public String key() {
      return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, name());
    }

    /** What tables call it, such as {@code macro F1}. */
    public String title() {
      return switch (this) {
        case PEARSON -> "Pearson";
        case SPEARMAN -> "Spearman";
        case MACRO_F1 -> "macro F1";
        case MICRO_F1 -> "micro F1";
        default -> Ascii.toLowerCase(name()).replace('_', ' ');
      };
    }

    /** Whether it is a share, from 0 to 1, which tables show in per cent. */
    public boolean isShare() {
      return !NUMBER.contains(this);
    }

    /** Whether it is an error, of which less is better. */
    public boolean isError() {
      return this == MEAN_ABSOLUTE_ERROR || this == ROOT_MEAN_SQUARED_ERROR;
    }

    /** Above 0 where the first is the better value; what is no number is worse than any. */
    int compare(double first, double second) {
      double sign = isError() ? -1 : 1;
      return Double.compare(comparable(sign * first), comparable(sign * second));
    }

    private static double comparable(double value) {
      return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }
  }

  /** Checks the ranges. */
  public TrainingOptions {
    checkArgument(epochs >= 0, "epochs must be 0 or more, was %s", epochs);
    checkArgument(batchSize > 0, "batchSize must be above 0, was %s", batchSize);
    checkArgument(accumulation > 0, "accumulation must be above 0, was %s", accumulation);
    checkArgument(learningRate > 0, "learningRate must be above 0, was %s", learningRate);
    checkArgument(
        softLearningRate > 0, "softLearningRate must be above 0, was %s", softLearningRate);
    checkArgument(
        verbalizerLearningRate > 0,
        "verbalizerLearningRate must be above 0, was %s",
        verbalizerLearningRate);
    checkArgument(weightDecay >= 0, "weightDecay must be 0 or more, was %s", weightDecay);
    requireShare("warmup", warmup, true);
    maxGradientNorm.ifPresent(
        norm -> checkArgument(norm > 0, "maxGradientNorm must be above 0, was %s", norm));
    dropout.ifPresent(share -> requireShare("dropout", share, false));
    requireShare("labelSmoothing", labelSmoothing, false);
    checkArgument(
        temperature > 0 && Double.isFinite(temperature),
        "temperature must be above 0, was %s",
        temperature);
    checkArgument(
        temperature == 1 || (!balanced && classWeights.isEmpty()),
        "temperature stands beside weights of labels; only one of the two may");
    classWeights.forEach(
        (label, weight) ->
            checkArgument(weight > 0, "classWeights: %s must be above 0, was %s", label, weight));
    checkArgument(
        !balanced || classWeights.isEmpty(),
        "balanced makes the weights itself; classWeights stands beside it");
    patience.ifPresent(
        count -> checkArgument(count > 0, "patience must be above 0, was %s", count));
    checkArgument(saveEvery >= 0, "saveEvery must be 0 or more, was %s", saveEvery);
  }

  /** Options that compare scores and labels as they are, and nothing else. */
  public TrainingOptions(
      Tune tune,
      int epochs,
      int batchSize,
      int accumulation,
      double learningRate,
      double softLearningRate,
      double verbalizerLearningRate,
      double weightDecay,
      Schedule.Shape schedule,
      double warmup,
      Optional<Double> maxGradientNorm,
      Optional<Double> dropout,
      double labelSmoothing,
      boolean balanced,
      ImmutableMap<String, Double> classWeights,
      Select select,
      Metric metric,
      Optional<Integer> patience,
      double saveEvery) {
    this(
        tune,
        epochs,
        batchSize,
        accumulation,
        learningRate,
        softLearningRate,
        verbalizerLearningRate,
        weightDecay,
        schedule,
        warmup,
        maxGradientNorm,
        dropout,
        labelSmoothing,
        1,
        balanced,
        classWeights,
        select,
        metric,
        patience,
        saveEvery,
        Optional.empty());
  }

  private static void requireShare(String name, double share, boolean whole) {
    checkArgument(
        share >= 0 && (share < 1 || (whole && share == 1)),
        "%s must be a share from 0 up to 1, was %s",
        name,
        share);
  }

  /** Whether epochs have to be compared on examples that are neither trained on nor scored. */
  public boolean needsDev() {
    return epochs > 0 && (select == Select.BEST || patience.isPresent());
  }

  /** Whether it takes unlabelled texts. */
  public boolean readsUnlabelled() {
    return epochs > 0 && languageModel.isPresent();
  }

  /**
   * Checks that each class with a weight is one of these labels.
   *
   * @throws ClozeException {@link TrainError#UNKNOWN_CLASS}
   */
  public void requireClasses(Collection<String> labels) {
    for (String name : classWeights.keySet()) {
      if (!labels.contains(name)) {
        throw new ClozeException(
            TrainError.UNKNOWN_CLASS,
            "training.class_weights: no label is named '%s'; %s",
            name,
            Nearest.hint(name, labels));
      }
    }
  }

  /**
   * Checks that epochs are compared by a figure that the output has.
   *
   * @throws ClozeException {@link TrainError#OTHER_METRIC}
   */
  public void requireMetric(Output output) {
    if (!Metric.of(output).contains(metric)) {
      throw new ClozeException(
          TrainError.OTHER_METRIC,
          "training.metric: %s cannot be measured on this output; it has %s",
          Ascii.toLowerCase(metric.name()),
          Metric.of(output).stream()
              .map(known -> Ascii.toLowerCase(known.name()))
              .collect(Collectors.joining(", ")));
    }
  }

  /** Ten epochs over everything at a constant 1e-4 in batches of 8, with a weight decay of 0.01. */
  public static TrainingOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another number of epochs. */
  public TrainingOptions withEpochs(int newEpochs) {
    return copy(
        tune, newEpochs, batchSize, learningRate, temperature, classWeights, metric, languageModel);
  }

  /** The same with another batch size. */
  public TrainingOptions withBatchSize(int newBatchSize) {
    return copy(
        tune, epochs, newBatchSize, learningRate, temperature, classWeights, metric, languageModel);
  }

  /** The same with another learning rate of the model. */
  public TrainingOptions withLearningRate(double newRate) {
    return copy(tune, epochs, batchSize, newRate, temperature, classWeights, metric, languageModel);
  }

  /** The same with something else that moves. */
  public TrainingOptions withTune(Tune newTune) {
    return copy(
        newTune, epochs, batchSize, learningRate, temperature, classWeights, metric, languageModel);
  }

  /** The same with another temperature. */
  public TrainingOptions withTemperature(double newTemperature) {
    return copy(
        tune, epochs, batchSize, learningRate, newTemperature, classWeights, metric, languageModel);
  }

  /** The same with another figure that epochs are compared by. */
  public TrainingOptions withMetric(Metric newMetric) {
    return copy(
        tune, epochs, batchSize, learningRate, temperature, classWeights, newMetric, languageModel);
  }

  /** The same with other weights of the labels' losses. */
  public TrainingOptions withClassWeights(ImmutableMap<String, Double> newWeights) {
    return copy(
        tune, epochs, batchSize, learningRate, temperature, newWeights, metric, languageModel);
  }

  /** The same with a loss of hidden tokens beside that of the labels. */
  public TrainingOptions withLanguageModel(LanguageModelLossOptions loss) {
    return copy(
        tune,
        epochs,
        batchSize,
        learningRate,
        temperature,
        classWeights,
        metric,
        Optional.of(loss));
  }

  private TrainingOptions copy(
      Tune newTune,
      int newEpochs,
      int newBatchSize,
      double newLearningRate,
      double newTemperature,
      ImmutableMap<String, Double> newWeights,
      Metric newMetric,
      Optional<LanguageModelLossOptions> newLanguageModel) {
    return new TrainingOptions(
        newTune,
        newEpochs,
        newBatchSize,
        accumulation,
        newLearningRate,
        softLearningRate,
        verbalizerLearningRate,
        weightDecay,
        schedule,
        warmup,
        maxGradientNorm,
        dropout,
        labelSmoothing,
        newTemperature,
        balanced,
        newWeights,
        select,
        newMetric,
        patience,
        saveEvery,
        newLanguageModel);
  }
}
