package dev.cloze.pretrain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * How far a pretraining is.
 *
 * @param step steps taken
 * @param tokens tokens seen, repeated ones too
 * @param trainLoss the loss of the last steps, smoothed
 * @param heldOutLoss the loss on the held-out rows, in nats
 * @param heldOutAccuracy the share of their hidden tokens that were named first
 * @param tokensPerSecond since the process began, measuring and saving counted
 */
public record Measurement(
    long step,
    long tokens,
    double trainLoss,
    double heldOutLoss,
    double heldOutAccuracy,
    double tokensPerSecond) {
  /** One line of JSON. */
  String json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("step", step)
        .put("tokens", tokens)
        .put("train_loss", trainLoss)
        .put("held_out_loss", heldOutLoss)
        .put("held_out_accuracy", heldOutAccuracy)
        .put("tokens_per_second", tokensPerSecond)
        .toString();
  }
}
