package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.run.PredictionsFile;
import dev.cloze.task.Prediction;
import dev.cloze.train.TrainingOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What one run said of its test set, as far as comparisons need it.
 *
 * @param labels the labels' names
 * @param texts a number for each example, by which it is known in another run: of its id and fields
 * @param right the right label of each
 * @param predicted the predicted label of each
 */
record Answers(
    ImmutableList<String> labels,
    ImmutableLongArray texts,
    ImmutableIntArray right,
    ImmutableIntArray predicted) {
  /** The answers of a predictions file, whose examples all have their right label. */
  static Answers of(List<PredictionsFile.Line> lines) {
    ImmutableList<String> labels = labels(lines);
    return new Answers(
        labels,
        texts(lines),
        right(lines),
        ImmutableIntArray.copyOf(
            lines.stream().mapToInt(line -> labels.indexOf(line.predicted()))));
  }

  /** The same examples with other predictions. */
  static Answers of(List<PredictionsFile.Line> lines, List<Prediction> predictions) {
    return new Answers(
        labels(lines),
        texts(lines),
        right(lines),
        ImmutableIntArray.copyOf(predictions.stream().mapToInt(Prediction::label)));
  }

  /** The right labels of lines. */
  static ImmutableIntArray right(List<PredictionsFile.Line> lines) {
    ImmutableList<String> labels = labels(lines);
    return ImmutableIntArray.copyOf(
        lines.stream().mapToInt(line -> labels.indexOf(line.label().orElseThrow())));
  }

  /** How many examples there are. */
  int size() {
    return texts.length();
  }

  /** Whether these are of the same examples, in the same order, with the same labels. */
  boolean isOfTheSame(Answers other) {
    return labels.equals(other.labels) && texts.equals(other.texts) && right.equals(other.right);
  }

  /** The metric. */
  double value(TrainingOptions.Metric metric) {
    Counts counts = new Counts(labels.size());
    for (int i = 0; i < size(); i++) {
      counts.add(right.get(i), predicted.get(i), 1);
    }
    return counts.value(metric);
  }

  private static ImmutableList<String> labels(List<PredictionsFile.Line> lines) {
    return lines.isEmpty() ? ImmutableList.of() : lines.get(0).probabilities().keySet().asList();
  }

  private static ImmutableLongArray texts(List<PredictionsFile.Line> lines) {
    ImmutableLongArray.Builder texts = ImmutableLongArray.builder(lines.size());
    for (PredictionsFile.Line line : lines) {
      Hasher hasher = Hashing.sha256().newHasher();
      hasher.putString(line.id(), StandardCharsets.UTF_8);
      line.fields()
          .forEach(
              (name, text) ->
                  hasher
                      .putInt(name.length())
                      .putString(name, StandardCharsets.UTF_8)
                      .putInt(text.length())
                      .putString(text, StandardCharsets.UTF_8));
      texts.add(hasher.hash().asLong());
    }
    return texts.build();
  }
}
