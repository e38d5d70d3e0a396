package dev.cloze.baseline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import java.util.List;

/**
 * Says the training set's most frequent label of every text; of labels that are equally frequent,
 * the lowest. A label's probability is its share of the training set.
 */
public final class MajorityClass implements Baseline {
  @Override
  public String name() {
    return "majority class";
  }

  @Override
  public ImmutableList<Prediction> predict(
      List<Example> train, List<Example> test, LabelSet labels) {
    ImmutableIntArray counts = RightLabels.of(train, labels).counts();
    int most = counts.indexOf(counts.stream().max().orElseThrow());
    ImmutableDoubleArray shares =
        ImmutableDoubleArray.copyOf(
            counts.stream().mapToDouble(count -> (double) count / train.size()));
    return test.stream()
        .map(example -> new Prediction(example.id(), most, shares))
        .collect(toImmutableList());
  }
}
