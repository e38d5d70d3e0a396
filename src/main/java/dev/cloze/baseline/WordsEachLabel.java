package dev.cloze.baseline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where an example may have several labels: for each label a {@link WordsLogisticRegression} of the
 * examples that have it against those that have not (one against the rest).
 */
public final class WordsEachLabel implements Baseline {
  @Override
  public String name() {
    return "TF-IDF logistic regression";
  }

  @Override
  public ImmutableList<Prediction> predict(
      List<Example> train, List<Example> test, LabelSet labels) {
    List<ImmutableList<Prediction>> byLabel = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      byLabel.add(WordsLogisticRegression.predict(train, test, hasIt(train, label), 2));
    }
    return IntStream.range(0, test.size())
        .mapToObj(i -> EachLabel.prediction(test.get(i), probabilities(byLabel, i)))
        .collect(toImmutableList());
  }

  /** For each example 1 where it has the label, else 0. */
  private static RightLabels hasIt(List<Example> train, int label) {
    int[] right =
        train.stream()
            .mapToInt(example -> example.labels().orElseThrow().contains(label) ? 1 : 0)
            .toArray();
    int with = IntStream.of(right).sum();
    return new RightLabels(
        ImmutableIntArray.copyOf(right), ImmutableIntArray.of(right.length - with, with));
  }

  private static ImmutableDoubleArray probabilities(
      List<ImmutableList<Prediction>> byLabel, int example) {
    return ImmutableDoubleArray.copyOf(
        byLabel.stream().mapToDouble(found -> found.get(example).probabilities().get(1)));
  }
}
