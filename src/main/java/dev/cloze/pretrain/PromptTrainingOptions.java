package dev.cloze.pretrain;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import dev.cloze.train.Schedule;
import dev.cloze.train.TrainingOptions;
import java.util.Optional;

/**
 * How a prompt is pretrained: what of a training's options there is to choose where the model is
 * frozen and labels are scored by their words.
 *
 * @param epochs how often each example is seen
 * @param batchSize examples that go through the model at once
 * @param accumulation batches a step, whose gradients are averaged
 * @param learningRate the peak rate of the soft rows
 * @param weightDecay the share of a row taken off at each step, times the rate
 * @param schedule how the rate falls
 * @param warmup the share of all steps in which the rate rises from 0
 * @param maxGradientNorm what a longer gradient is scaled down to
 * @param dropout the share set to 0 while training; what the model was pretrained with where absent
 * @param select which epoch's rows are taken, by the accuracy on the held-out examples
 * @param patience how many epochs without a better one end it; all are run where absent
 * @param saveEvery seconds between two saved states that a killed pretraining goes on from
 */
public record PromptTrainingOptions(
    int epochs,
    int batchSize,
    int accumulation,
    double learningRate,
    double weightDecay,
    Schedule.Shape schedule,
    double warmup,
    double maxGradientNorm,
    Optional<Double> dropout,
    TrainingOptions.Select select,
    Optional<Integer> patience,
    double saveEvery) {
  /** Checks the ranges. */
  public PromptTrainingOptions {
    checkArgument(epochs > 0, "epochs must be above 0, was %s", epochs);
    checkArgument(batchSize > 0, "batchSize must be above 0, was %s", batchSize);
    checkArgument(accumulation > 0, "accumulation must be above 0, was %s", accumulation);
    checkArgument(learningRate > 0, "learningRate must be above 0, was %s", learningRate);
    checkArgument(weightDecay >= 0, "weightDecay must be 0 or more, was %s", weightDecay);
    checkArgument(warmup >= 0 && warmup <= 1, "warmup must be from 0 to 1, was %s", warmup);
    checkArgument(maxGradientNorm > 0, "maxGradientNorm must be above 0, was %s", maxGradientNorm);
    dropout.ifPresent(
        share ->
            checkArgument(
                share >= 0 && share < 1, "dropout must be from 0 up to 1, was %s", share));
    patience.ifPresent(
        count -> checkArgument(count > 0, "patience must be above 0, was %s", count));
    checkArgument(saveEvery >= 0, "saveEvery must be 0 or more, was %s", saveEvery);
  }

  /**
   * Five epochs in batches of 16 at a rate that rises to 1e-2 and falls to 0, without decay; the
   * best on the held-out examples.
   */
  public static PromptTrainingOptions defaults() {
    return new PromptTrainingOptions(
        5,
        16,
        1,
        1e-2,
        0,
        Schedule.Shape.LINEAR,
        0.06,
        1,
        Optional.empty(),
        TrainingOptions.Select.AUTO,
        Optional.empty(),
        60);
  }

  /** The same as options of a training, of which only soft rows move. */
  TrainingOptions toTraining() {
    return new TrainingOptions(
        TrainingOptions.Tune.PROMPT,
        epochs,
        batchSize,
        accumulation,
        learningRate,
        learningRate,
        learningRate,
        weightDecay,
        schedule,
        warmup,
        Optional.of(maxGradientNorm),
        dropout,
        0,
        false,
        ImmutableMap.of(),
        select,
        TrainingOptions.Metric.ACCURACY,
        patience,
        saveEvery);
  }
}
