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
 * Where a number is asked: says the mean of the training set's numbers of every text.
 *
 * @param range what the numbers lie on
 */
public record MeanNumber(Output.NumberRange range) implements Baseline {
  @Override
  public String name() {
    return "mean of the training numbers";
  }

  @Override
  public ImmutableList<Prediction> predict(
      List<Example> train, List<Example> test, LabelSet labels) {
    double mean =
        train.stream()
            .mapToDouble(example -> example.number().orElseThrow())
            .average()
            .orElseThrow();
    return test.stream()
        .map(example -> prediction(range, example, mean))
        .collect(toImmutableList());
  }

  /** A number as the probabilities of the two poles; one beyond a pole is the pole. */
  static Prediction prediction(Output.NumberRange range, Example example, double number) {
    double upper = range.share(Math.min(Math.max(number, range.lower()), range.upper()));
    return new Prediction(
        example.id(), upper > 0.5 ? 1 : 0, ImmutableDoubleArray.of(1 - upper, upper));
  }
}
