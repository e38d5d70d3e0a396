package dev.cloze.pretrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How far a pretraining is.
 *
 * @param step steps taken; 0 before the first
 * @param tokens tokens seen, repeated ones too
 * @param trainLoss the loss of the last steps, smoothed; not a number before the first step
 * @param heldOutLoss the loss on the held-out rows, in nats
 * @param heldOutAccuracy the share of their hidden tokens that were named first
 * @param tokensPerSecond since the process began, measuring and saving counted
 * @param seconds that it has taken, with those of earlier processes up to their last measurement
 */
public record Measurement(
    long step,
    long tokens,
    double trainLoss,
    double heldOutLoss,
    double heldOutAccuracy,
    double tokensPerSecond,
    double seconds) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether it was made before the first step. */
  public boolean isBefore() {
    return step == 0;
  }

  /** One line of JSON. */
  String json() {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("step", step).put("tokens", tokens);
    if (Double.isFinite(trainLoss)) {
      line.put("train_loss", trainLoss);
    }
    return line.put("held_out_loss", heldOutLoss)
        .put("held_out_accuracy", heldOutAccuracy)
        .put("tokens_per_second", tokensPerSecond)
        .put("seconds", seconds)
        .toString();
  }

  /** What {@link #json} wrote; none where a kill cut the line off. */
  static Optional<Measurement> read(String line) {
    try {
      JsonNode read = JSON.readTree(line);
      return Optional.of(
          new Measurement(
              read.path("step").longValue(),
              read.path("tokens").longValue(),
              read.path("train_loss").asDouble(Double.NaN),
              read.path("held_out_loss").asDouble(Double.NaN),
              read.path("held_out_accuracy").doubleValue(),
              read.path("tokens_per_second").doubleValue(),
              read.path("seconds").doubleValue()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
