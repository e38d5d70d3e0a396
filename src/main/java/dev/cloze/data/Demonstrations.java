package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.util.ArrayList;
import java.util.List;

/** Makes demonstrations of labelled examples. */
public final class Demonstrations {
  private Demonstrations() {}

  /**
   * Demonstrations of all classes: a model that is shown some answers and not others prefers those
   * it is shown.
   *
   * @param chosen the examples, in the order in which they are to stand, each with its label
   * @param labels the classes
   * @param words the word of each class, in the order of the classes
   * @throws ClozeException {@link DataError#DEMONSTRATIONS} where an example has no label, or a
   *     class no example
   */
  public static ImmutableList<Demonstration> of(
      List<Example> chosen, LabelSet labels, List<String> words) {
    checkArgument(
        words.size() == labels.size(), "%s words for %s labels", words.size(), labels.size());
    List<String> lacking = new ArrayList<>(labels.names());
    ImmutableList.Builder<Demonstration> demonstrations = ImmutableList.builder();
    for (Example example : chosen) {
      int label = label(example, labels);
      lacking.remove(labels.names().get(label));
      demonstrations.add(new Demonstration(example, words.get(label)));
    }
    if (!lacking.isEmpty()) {
      throw new ClozeException(
          DataError.DEMONSTRATIONS,
          "demonstrations: found %d, and none of the class '%s'; choose one or more of each class",
          chosen.size(),
          lacking.get(0));
    }
    return demonstrations.build();
  }

  /** The number of an example's label. */
  static int label(Example example, LabelSet labels) {
    int label =
        example
            .label()
            .orElseThrow(
                () ->
                    new ClozeException(
                        DataError.DEMONSTRATIONS,
                        "demonstrations: the example '%s' has no label; its answer is shown, so"
                            + " choose labelled ones",
                        example.id()));
    checkArgument(label < labels.size(), "label %s of %s", label, labels.size());
    return label;
  }
}
