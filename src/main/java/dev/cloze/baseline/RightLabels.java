package dev.cloze.baseline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import java.util.List;

/**
 * The labels that a baseline learns from.
 *
 * @param numbers the right label of each example
 * @param counts how many examples each label of the set has
 */
record RightLabels(ImmutableIntArray numbers, ImmutableIntArray counts) {
  /** The labels of {@code train}, which has some, all in {@code labels}. */
  static RightLabels of(List<Example> train, LabelSet labels) {
    checkArgument(!train.isEmpty(), "a baseline learns from examples, found none");
    int[] numbers = new int[train.size()];
    int[] counts = new int[labels.size()];
    for (int i = 0; i < numbers.length; i++) {
      int label = train.get(i).label().orElse(-1);
      checkArgument(
          label >= 0 && label < counts.length,
          "training example %s (from 0) has no label from 0 to %s",
          i,
          counts.length - 1);
      numbers[i] = label;
      counts[label]++;
    }
    return new RightLabels(ImmutableIntArray.copyOf(numbers), ImmutableIntArray.copyOf(counts));
  }
}
