package dev.cloze.pretrain;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.base.Default;
import dev.cloze.train.Schedule;

/**
 * The steps of a pretraining.
 *
 * @param steps how many there are
 * @param rows rows of a batch
 * @param length tokens of a row
 * @param accumulate batches of a step
 * @param learningRate of AdamW, at its peak
 * @param warmup the share of the steps in which the rate rises
 * @param schedule how it falls after that
 * @param weightDecay the share of a matrix taken off at each step, times the rate
 * @param beta2 the decay of the mean squared gradient
 * @param maxGradientNorm what a longer gradient is scaled down to
 */
public record PretrainOptions(
    long steps,
    @Default("32") int rows,
    @Default("128") int length,
    @Default("1") int accumulate,
    @Default("5e-4") double learningRate,
    @Default("0.06") double warmup,
    @Default("linear") Schedule.Shape schedule,
    @Default("0.01") double weightDecay,
    @Default("0.98") double beta2,
    @Default("1.0") double maxGradientNorm) {
  /** Checks the ranges. */
  public PretrainOptions {
    checkArgument(steps > 0, "steps must be above 0, was %s", steps);
    checkArgument(rows > 0, "rows must be above 0, was %s", rows);
    checkArgument(length > 2, "length must be above 2, was %s", length);
    checkArgument(accumulate > 0, "accumulate must be above 0, was %s", accumulate);
    checkArgument(learningRate > 0, "learningRate must be above 0, was %s", learningRate);
    checkArgument(warmup >= 0 && warmup <= 1, "warmup must be from 0 to 1, was %s", warmup);
    checkArgument(weightDecay >= 0, "weightDecay must be 0 or more, was %s", weightDecay);
    checkArgument(beta2 > 0 && beta2 < 1, "beta2 must be above 0 and below 1, was %s", beta2);
    checkArgument(maxGradientNorm > 0, "maxGradientNorm must be above 0, was %s", maxGradientNorm);
  }

  /** Tokens that one step sees. */
  long tokensPerStep() {
    return (long) rows * length * accumulate;
  }
}
