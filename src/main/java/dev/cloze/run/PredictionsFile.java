package dev.cloze.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes {@code predictions.jsonl}: one JSON object a line, with id, texts, right label, predicted
 * label and the probability of each label. Written aside and then renamed, so that the file is
 * either whole or not there.
 */
final class PredictionsFile {
  static final String NAME = "predictions.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private PredictionsFile() {}

  /** Makes sure of the folder before any long work. */
  static void prepare(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw unwritable(folder, new IOException("not permitted"));
    }
  }

  /** Writes the file and returns its path. */
  static Path write(
      Path folder, List<Example> examples, List<Prediction> predictions, LabelSet labels) {
    Path file = folder.resolve(NAME);
    Path aside = folder.resolve(NAME + ".part");
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(aside)) {
        for (int i = 0; i < examples.size(); i++) {
          writer.write(JSON.writeValueAsString(line(examples.get(i), predictions.get(i), labels)));
          writer.write('\n');
        }
      }
      return Files.move(
          aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static ObjectNode line(Example example, Prediction prediction, LabelSet labels) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", example.id());
    example.fields().forEach(line.putObject("fields")::put);
    example.label().ifPresent(label -> line.put("label", labels.names().get(label)));
    line.put("predicted", labels.names().get(prediction.label()));
    ObjectNode probabilities = line.putObject("probabilities");
    for (int i = 0; i < labels.size(); i++) {
      probabilities.put(labels.names().get(i), prediction.probabilities().get(i));
    }
    return line;
  }

  private static ClozeException unwritable(Path folder, IOException cause) {
    return new ClozeException(
            RunError.UNWRITABLE_FOLDER,
            "%s: the results cannot be written there (%s); name another folder with --out",
            folder,
            cause.getClass().getSimpleName() + ": " + cause.getMessage())
        .causedBy(cause);
  }
}
