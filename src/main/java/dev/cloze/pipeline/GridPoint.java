package dev.cloze.pipeline;

import dev.cloze.train.TrainingOptions;
import java.math.BigDecimal;

/**
 * Hyperparameters that are tried together.
 *
 * @param batchSize examples that go through the model at once
 * @param learningRate the peak rate of the model's own weights
 */
record GridPoint(int batchSize, double learningRate) {
  /** Those of a training. */
  static GridPoint of(TrainingOptions training) {
    return new GridPoint(training.batchSize(), training.learningRate());
  }

  /** What its folder is called, such as {@code bs-2-lr-1e-5}. */
  String name() {
    return "bs-%d-lr-%s".formatted(batchSize, rate());
  }

  /** In words. */
  String describe() {
    return "batch size %d, learning rate %s".formatted(batchSize, rate());
  }

  /** The rate with its power of ten, such as {@code 2.5e-5}. */
  private String rate() {
    BigDecimal exact = new BigDecimal(Double.toString(learningRate)).stripTrailingZeros();
    String digits = exact.unscaledValue().toString();
    return "%s%se%d"
        .formatted(
            digits.substring(0, 1),
            digits.length() == 1 ? "" : "." + digits.substring(1),
            digits.length() - 1 - exact.scale());
  }
}
