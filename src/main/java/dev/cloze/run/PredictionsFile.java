package dev.cloze.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code predictions.jsonl} and files like it: one JSON object a line, with id, texts, right label,
 * predicted label and the probability of each label.
 */
public final class PredictionsFile {
  static final String NAME = "predictions.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private PredictionsFile() {}

  /** Writes the file and returns its path. */
  static Path write(
      Path file, List<Example> examples, List<Prediction> predictions, LabelSet labels) {
    return WholeFile.write(
        file,
        writer -> {
          for (int i = 0; i < examples.size(); i++) {
            writer.write(
                JSON.writeValueAsString(line(examples.get(i), predictions.get(i), labels)));
            writer.write('\n');
          }
        });
  }

  /**
   * A line as it was written.
   *
   * @param label the right label, where it was known
   * @param probabilities one for each label, by its name
   */
  public record Line(
      String id,
      ImmutableMap<String, String> fields,
      Optional<String> label,
      String predicted,
      ImmutableMap<String, Double> probabilities) {}

  /** Reads what a seed of a run said of its test set, from the seed's folder. */
  public static ImmutableList<Line> read(Path folder) {
    return readFile(folder.resolve(NAME));
  }

  static ImmutableList<Line> readFile(Path file) {
    return WholeFile.readJsonLines(file, Line.class);
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
}
