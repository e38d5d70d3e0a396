package dev.cloze.baseline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where an example may have several labels: gives every text the set of labels that is most
 * frequent in training, the first of several that are. The probabilities are 1 and 0.
 */
public final class FrequentLabels implements Baseline {
  @Override
  public String name() {
    return "most frequent set of labels";
  }

  @Override
  public ImmutableList<Prediction> predict(
      List<Example> train, List<Example> test, LabelSet labels) {
    Multiset<ImmutableSortedSet<Integer>> sets =
        train.stream()
            .map(example -> example.labels().orElseThrow())
            .collect(ImmutableMultiset.toImmutableMultiset());
    ImmutableSortedSet<Integer> most =
        Multisets.copyHighestCountFirst(sets).entrySet().iterator().next().getElement();
    ImmutableDoubleArray probabilities =
        ImmutableDoubleArray.copyOf(
            IntStream.range(0, labels.size()).mapToDouble(label -> most.contains(label) ? 1 : 0));
    return test.stream()
        .map(example -> EachLabel.prediction(example, probabilities))
        .collect(toImmutableList());
  }
}
