package dev.cloze.data;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Draws a few examples of each class. The examples of a class are shuffled once, by a stream of its
 * own name; training examples are taken from the front and development examples from the back. So
 * with the same seed a larger draw begins with the smaller one, more of the one kind changes
 * nothing in the other, and another class more changes nothing in these.
 */
public final class FewShot {
  private FewShot() {}

  /**
   * What was drawn, in rounds: the first of each class in the order of the labels, then the second
   * of each, and so on.
   *
   * @param train examples to train on
   * @param dev examples to choose by, none of which is in {@code train}
   */
  public record Split(ImmutableList<Example> train, ImmutableList<Example> dev) {}

  /**
   * Draws.
   *
   * @param examples what to draw from, all with labels; the same order gives the same draw
   * @param labels the classes
   * @param perClass how many training examples a class, above 0
   * @param devPerClass how many development examples a class, may be 0
   * @throws ClozeException {@link DataError#TOO_FEW_EXAMPLES} where a class has too few
   */
  public static Split sample(
      List<Example> examples, LabelSet labels, int perClass, int devPerClass, Seeds seeds) {
    return sample(
        examples, labels, FewShotOptions.perClass(perClass, devPerClass, Optional.empty()), seeds);
  }

  /**
   * Draws.
   *
   * @param examples what to draw from, all with labels; the same order gives the same draw
   * @param options how many; its seed is not looked at
   * @throws ClozeException {@link DataError#TOO_FEW_EXAMPLES} where a class has too few
   */
  public static Split sample(
      List<Example> examples, LabelSet labels, FewShotOptions options, Seeds seeds) {
    ImmutableIntArray counts = options.counts(labels);
    List<List<Example>> classes = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      String name = labels.names().get(label);
      List<Example> found = shuffled(examples, label, seeds.stream("few-shot/" + name));
      require(found.size(), name, counts.get(label), options.devPerClass());
      classes.add(found);
    }
    ImmutableList.Builder<Example> train = ImmutableList.builder();
    // where they differ, the first class has the most
    for (int i = 0; i < counts.get(0); i++) {
      for (int label = 0; label < labels.size(); label++) {
        if (i < counts.get(label)) {
          train.add(classes.get(label).get(i));
        }
      }
    }
    ImmutableList.Builder<Example> dev = ImmutableList.builder();
    for (int i = 1; i <= options.devPerClass(); i++) {
      for (List<Example> drawn : classes) {
        dev.add(drawn.get(drawn.size() - i));
      }
    }
    return new Split(train.build(), dev.build());
  }

  private static void require(int found, String name, int perClass, int devPerClass) {
    if (found < Math.addExact(perClass, devPerClass)) {
      throw new ClozeException(
          DataError.TOO_FEW_EXAMPLES,
          "data.few_shot: the class '%s' has %d examples; %d to train on and %d for development"
              + " are to be drawn",
          name,
          found,
          perClass,
          devPerClass);
    }
  }

  /** Fisher and Yates's shuffle. */
  private static List<Example> shuffled(
      List<Example> examples, int label, SplittableRandom random) {
    List<Example> order = new ArrayList<>();
    for (Example example : examples) {
      if (example.label().equals(OptionalInt.of(label))) {
        order.add(example);
      }
    }
    for (int i = order.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      Example moved = order.set(i, order.get(other));
      order.set(other, moved);
    }
    return order;
  }
}
