package dev.cloze.train;

import com.google.common.base.Preconditions;

/**
 * How a classifier is trained.
 *
 * @param epochs how often each example is seen; 0 leaves the model as it was pretrained
 * @param learningRate of AdamW, constant
 * @param batchSize examples a step
 * @param weightDecay the share of a weight taken off at each step, times the rate
 */
public record TrainingOptions(int epochs, double learningRate, int batchSize, double weightDecay) {
  /** Checks the ranges. */
  public TrainingOptions {
    Preconditions.checkArgument(epochs >= 0, "epochs must be 0 or more, was %s", epochs);
    Preconditions.checkArgument(
        learningRate > 0, "learning_rate must be above 0, was %s", learningRate);
    Preconditions.checkArgument(batchSize > 0, "batch_size must be above 0, was %s", batchSize);
    Preconditions.checkArgument(
        weightDecay >= 0, "weight_decay must be 0 or more, was %s", weightDecay);
  }

  /** Ten epochs at 1e-4 in batches of 8, with PyTorch's weight decay of 0.01. */
  public static TrainingOptions defaults() {
    return new TrainingOptions(10, 1e-4, 8, 0.01);
  }
}
