package dev.cloze.baseline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Logistic regression over the words and the pairs of neighbouring words of a text, weighed by
 * TF-IDF. All fields of an example are read, joined by a space. The model is that of scikit-learn's
 * {@code TfidfVectorizer(ngram_range=(1, 2))} and {@code LogisticRegression()}, C being 1, at its
 * exact minimum; {@code docs/metrics.md} has the formulas.
 *
 * <p>A label without training examples gets the probability 0.
 */
public final class WordsLogisticRegression implements Baseline {
  @Override
  public String name() {
    return "TF-IDF logistic regression";
  }

  @Override
  public ImmutableList<Prediction> predict(
      List<Example> train, List<Example> test, LabelSet labels) {
    return predict(train, test, RightLabels.of(train, labels), labels.size());
  }

  /** The same with labels that need not be those of the examples. */
  static ImmutableList<Prediction> predict(
      List<Example> train, List<Example> test, RightLabels right, int labels) {
    int[] seen =
        IntStream.range(0, labels).filter(label -> right.counts().get(label) > 0).toArray();
    TfIdf words = TfIdf.fit(train.stream().map(WordsLogisticRegression::terms).toList());
    SoftmaxLoss loss =
        new SoftmaxLoss(
            train.stream().map(example -> words.row(terms(example))).collect(toImmutableList()),
            ImmutableIntArray.copyOf(
                right.numbers().stream().map(label -> Arrays.binarySearch(seen, label))),
            words.size(),
            seen.length,
            penalty(seen.length));
    double[] weights = NewtonMethod.minimum(loss, new double[loss.dimension()]);
    return test.stream()
        .map(
            example -> {
              double[] scores = loss.scores(words.row(terms(example)), weights);
              return Prediction.ofScores(example.id(), spread(scores, seen, labels));
            })
        .collect(toImmutableList());
  }

  /**
   * 1, but 2 for two classes. There scikit-learn fits one row of weights w for the difference of
   * the classes; two rows, w / 2 and -w / 2, say the same and have half the square.
   */
  private static double penalty(int classes) {
    return classes == 2 ? 2 : 1;
  }

  static ImmutableList<String> terms(Example example) {
    return WordGrams.of(String.join(" ", example.fields().values()));
  }

  /** The scores by label, where they were by those labels that were seen. */
  private static double[] spread(double[] scores, int[] seen, int labels) {
    double[] all = new double[labels];
    Arrays.fill(all, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < seen.length; k++) {
      all[seen[k]] = scores[k];
    }
    return all;
  }
}
