package dev.cloze.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code metrics.jsonl} of one seed: a line for each step and each epoch, as they come. Where a
 * killed training goes on, the lines behind the state that it goes on from are taken off first, so
 * that the file ends as an unbroken run's.
 */
final class MetricsFile implements TrainingLog, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private BufferedWriter writer;

  /** A file for a training that begins, or goes on: which of the two, it is told. */
  MetricsFile(Path file) {
    this.file = file;
  }

  @Override
  public void resumed(long steps, int epochs) {
    if (!Files.exists(file)) {
      return;
    }
    WholeFile.write(
        file,
        kept -> {
          for (String line : Files.readAllLines(file)) {
            if (line.endsWith("}") && isBefore(JSON.readTree(line), steps, epochs)) {
              kept.write(line + "\n");
            }
          }
        });
    append(StandardOpenOption.APPEND);
  }

  private static boolean isBefore(JsonNode line, long steps, int epochs) {
    return line.has("epoch")
        ? line.get("epoch").intValue() <= epochs
        : line.get("step").longValue() <= steps;
  }

  @Override
  public void step(long step, double loss, double factor) {
    ObjectNode line = JSON.createObjectNode();
    line.put("step", step).put("loss", loss).put("rate_factor", factor);
    write(line);
  }

  @Override
  public void epoch(EpochResult result) {
    ObjectNode line = JSON.createObjectNode();
    line.put("epoch", result.epoch()).put("step", result.step()).put("loss", result.loss());
    result
        .dev()
        .ifPresent(
            dev -> {
              line.put("dev_loss", dev.loss());
              dev.figures()
                  .forEach(
                      (metric, value) ->
                          line.put("dev_" + Ascii.toLowerCase(metric.name()), value));
            });
    write(line);
  }

  private void write(ObjectNode line) {
    if (writer == null) {
      append(StandardOpenOption.TRUNCATE_EXISTING);
    }
    try {
      writer.write(line + "\n");
      writer.flush();
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
  }

  private void append(StandardOpenOption how) {
    try {
      writer =
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
  }
}
