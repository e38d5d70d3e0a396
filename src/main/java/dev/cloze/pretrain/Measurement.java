package dev.cloze.pretrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How far a pretraining is.
 *
 * @param step steps taken
 * @param tokens tokens seen, repeated ones too
 * @param trainLoss the loss of the last steps, smoothed; not a number where this process took none
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
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("step", step).put("tokens", tokens);
    if (Double.isFinite(trainLoss)) {
      line.put("train_loss", trainLoss);
    }
    return line.put("held_out_loss", heldOutLoss)
        .put("held_out_accuracy", heldOutAccuracy)
        .put("tokens_per_second", tokensPerSecond)
        .toString();
  }

  /** The step of a line that {@link #json} made; none where a kill cut it off. */
  static long step(String line) {
    try {
      return new ObjectMapper().readTree(line).path("step").asLong(Long.MAX_VALUE);
    } catch (JsonProcessingException e) {
      return Long.MAX_VALUE;
    }
  }
}
