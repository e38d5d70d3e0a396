package dev.cloze.pretrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingLog;

/** {@code metrics.jsonl} of a prompt's pretraining: a line for each step and each epoch. */
final class PromptLog implements TrainingLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PretrainFolder folder;
  private final PromptPretrainListener listener;

  PromptLog(PretrainFolder folder, PromptPretrainListener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  @Override
  public void resumed(long steps, int epochs) {
    folder.keepLines(line -> isBefore(line, steps, epochs));
  }

  private static boolean isBefore(String line, long steps, int epochs) {
    try {
      JsonNode read = JSON.readTree(line);
      return read.has("epoch")
          ? read.path("epoch").asInt() <= epochs
          : read.path("step").asLong(Long.MAX_VALUE) <= steps;
    } catch (JsonProcessingException e) {
      return false; // a kill cut it off
    }
  }

  @Override
  public void step(long step, double loss, double factor) {
    folder.log(
        JSON.createObjectNode()
            .put("step", step)
            .put("loss", loss)
            .put("rate_factor", factor)
            .toString());
  }

  @Override
  public void epoch(EpochResult result) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("epoch", result.epoch())
            .put("step", result.step())
            .put("loss", result.loss());
    result
        .dev()
        .ifPresent(
            dev -> line.put("held_out_loss", dev.loss()).put("held_out_accuracy", dev.accuracy()));
    folder.log(line.toString());
    listener.epoch(result);
  }
}
