package dev.cloze.verbalizer;

import dev.cloze.tensor.Tensor;
import java.util.List;

/**
 * The share that each of P words has in the mean of its own label, by the words' weights; 0 in the
 * other labels' means: [P,L].
 */
final class Shares {
  private final int words;
  private final int labels;
  private final float[] values;

  private Shares(int words, int labels, float[] values) {
    this.words = words;
    this.labels = labels;
    this.values = values;
  }

  static Shares of(LabelWords words) {
    int labels = words.entries().size();
    int count = words.entries().stream().mapToInt(label -> label.words().size()).sum();
    float[] values = new float[count * labels];
    int row = 0;
    for (int label = 0; label < labels; label++) {
      List<LabelWords.Word> own = words.entries().get(label).words();
      double total = own.stream().mapToDouble(LabelWords.Word::weight).sum();
      for (LabelWords.Word word : own) {
        values[row * labels + label] = (float) (word.weight() / total);
        row++;
      }
    }
    return new Shares(count, labels, values);
  }

  /** The shares, [P,L]. */
  Tensor matrix() {
    return Tensor.of(values, words, labels);
  }
}
