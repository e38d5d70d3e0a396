package dev.cloze.baseline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Output;
import dev.cloze.task.Prediction;
import java.util.List;

/**
 * Where a number is asked: ridge regression over the words and the pairs of neighbouring words of a
 * text, weighed by TF-IDF. The model is that of scikit-learn's {@code
 * TfidfVectorizer(ngram_range=(1, 2))} and {@code Ridge()}, alpha being 1; what it says beyond a
 * pole counts as the pole.
 *
 * @param range what the numbers lie on
 */
public record WordsRidgeRegression(Output.NumberRange range) implements Baseline {
  private static final double ALPHA = 1;

  @Override
  public String name() {
    return "TF-IDF ridge regression";
  }

  @Override
  public ImmutableList<Prediction> predict(
      List<Example> train, List<Example> test, LabelSet labels) {
    TfIdf words = TfIdf.fit(train.stream().map(WordsLogisticRegression::terms).toList());
    RidgeLoss loss =
        new RidgeLoss(
            train.stream().map(example -> row(words, example)).collect(toImmutableList()),
            ImmutableDoubleArray.copyOf(
                train.stream().mapToDouble(example -> example.number().orElseThrow())),
            words.size(),
            ALPHA);
    double[] weights = NewtonMethod.minimum(loss, new double[words.size() + 1]);
    return test.stream()
        .map(
            example ->
                MeanNumber.prediction(range, example, loss.number(row(words, example), weights)))
        .collect(toImmutableList());
  }

  private static SparseRow row(TfIdf words, Example example) {
    return words.row(WordsLogisticRegression.terms(example));
  }
}
