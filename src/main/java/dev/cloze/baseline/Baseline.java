package dev.cloze.baseline;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import java.util.List;

/** A classifier that is trained and asked at one call, and says the same at each. */
public interface Baseline {
  /** What reports call it, such as {@code majority class}. */
  String name();

  /**
   * Learns from the first examples and classifies the others; the predictions come in their order.
   *
   * @param train at least one example, each labelled
   * @param test to classify; their labels are not looked at
   * @throws IllegalArgumentException where {@code train} is empty, or an example in it has no label
   *     or one that {@code labels} lacks
   */
  ImmutableList<Prediction> predict(List<Example> train, List<Example> test, LabelSet labels);
}
