package dev.cloze.pretrain;

import dev.cloze.train.Evaluation;

/**
 * How well a prompt answers the held-out examples.
 *
 * @param loss the mean negative log-likelihood of the right labels
 * @param accuracy the share of examples whose label was found
 */
public record PromptFigures(double loss, double accuracy) {
  static PromptFigures of(Evaluation evaluation) {
    return new PromptFigures(evaluation.loss(), evaluation.accuracy());
  }
}
