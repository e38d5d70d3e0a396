package dev.cloze.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code predictions.jsonl} and files like it: one JSON object a line, with id, texts, right label,
 * predicted label and the probability of each label, or what another output has in their place.
 */
public final class PredictionsFile {
  static final String NAME = "predictions.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private PredictionsFile() {}

  /** Writes the file and returns its path. */
  static Path write(
      Path file, List<Example> examples, List<Prediction> predictions, PredictionLine form) {
    return WholeFile.write(
        file,
        writer -> {
          for (int i = 0; i < examples.size(); i++) {
            writer.write(JSON.writeValueAsString(line(examples.get(i), predictions.get(i), form)));
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
      ImmutableMap<String, Double> probabilities) {
    /** What was said, without names. */
    public Prediction prediction() {
      return new Prediction(
          id, number(predicted), ImmutableDoubleArray.copyOf(probabilities.values()));
    }

    /** The right label's number. */
    public int right() {
      return number(label.orElseThrow());
    }

    private int number(String name) {
      return probabilities.keySet().asList().indexOf(name);
    }
  }

  /** Reads what a seed of a run said of its test set, from the seed's folder. */
  public static ImmutableList<Line> read(Path folder) {
    return readFile(folder.resolve(NAME));
  }

  static ImmutableList<Line> readFile(Path file) {
    return WholeFile.readJsonLines(file, Line.class);
  }

  /**
   * A line of several labels.
   *
   * @param labels the right ones, where they were known
   */
  record SeveralLine(
      String id,
      ImmutableMap<String, String> fields,
      Optional<ImmutableList<String>> labels,
      ImmutableList<String> predicted,
      ImmutableMap<String, Double> probabilities) {}

  /**
   * A line of a number.
   *
   * @param number the right one, where it was known
   */
  record NumberLine(
      String id, ImmutableMap<String, String> fields, Optional<Double> number, double predicted) {}

  /** Reads the file of a folder, whose lines have the components of {@code type}. */
  static <T extends Record> ImmutableList<T> read(Path folder, Class<T> type) {
    return WholeFile.readJsonLines(folder.resolve(NAME), type);
  }

  private static Map<String, Object> line(
      Example example, Prediction prediction, PredictionLine form) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", example.id());
    line.put("fields", example.fields());
    form.addTo(line, example, prediction);
    return line;
  }
}
