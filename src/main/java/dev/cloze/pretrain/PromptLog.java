package dev.cloze.pretrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;

/** {@code metrics.jsonl} of a prompt's pretraining: a line for each step and each epoch. */
final class PromptLog implements TrainingLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "metrics.jsonl";

  private final PretrainFolder folder;
  private final PromptPretrainListener listener;

  private PromptLog(PretrainFolder folder, PromptPretrainListener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  /** A log of a training that begins or goes on; what was never saved is forgotten. */
  static PromptLog of(PretrainFolder folder, PromptPretrainListener listener) {
    if (!folder.hasState()) {
      folder.whole(NAME, "");
    }
    return new PromptLog(folder, listener);
  }

  @Override
  public void resumed(long steps, int epochs) {
    try {
      folder.whole(
          NAME,
          Files.readAllLines(file()).stream()
              .filter(line -> isBefore(line, steps, epochs))
              .map(line -> line + "\n")
              .collect(Collectors.joining()));
    } catch (IOException e) {
      throw PretrainFolder.unwritable(file(), e);
    }
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
    add(JSON.createObjectNode().put("step", step).put("loss", loss).put("rate_factor", factor));
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
    add(line);
    listener.epoch(result);
  }

  private void add(ObjectNode line) {
    try {
      Files.writeString(file(), line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw PretrainFolder.unwritable(file(), e);
    }
  }

  private Path file() {
    return folder.path().resolve(NAME);
  }
}
