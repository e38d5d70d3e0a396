package dev.cloze.data;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Compares the labels of examples with those of the task. */
public final class LabelCheck {
  private LabelCheck() {}

  /** The labels that no example has, nor has as the likeliest of a soft one, in their order. */
  public static ImmutableList<String> unused(List<Example> examples, LabelSet labels) {
    return IntStream.range(0, labels.size())
        .filter(label -> examples.stream().noneMatch(example -> has(example, label)))
        .mapToObj(labels.names()::get)
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean has(Example example, int label) {
    return example.label().equals(OptionalInt.of(label))
        || example.labels().filter(labels -> labels.contains(label)).isPresent()
        || example.soft().filter(soft -> soft.likeliest() == label).isPresent();
  }

  /**
   * Makes sure that there is something to learn for each label.
   *
   * @param source where the examples come from, for the message
   * @throws ClozeException {@link DataError#MISSING_LABEL}
   */
  public static void requireAll(List<Example> examples, LabelSet labels, DataSource source) {
    ImmutableList<String> unused = unused(examples, labels);
    if (!unused.isEmpty()) {
      throw new ClozeException(
          DataError.MISSING_LABEL,
          "%s: no example has the label %s; each label of the verbalizer needs one to train on",
          source.name(),
          String.join(", ", unused));
    }
  }

  /**
   * Makes sure that there is something to learn for each label where soft ones are learned too.
   *
   * @param examples with right labels or soft ones
   * @param soft where the soft ones come from, for the message
   * @throws ClozeException {@link DataError#MISSING_LABEL}
   */
  public static void requireLikely(List<Example> examples, LabelSet labels, Path soft) {
    ImmutableList<String> unused = unused(examples, labels);
    if (!unused.isEmpty()) {
      throw new ClozeException(
          DataError.MISSING_LABEL,
          "%s: no text to learn from has %s as its likeliest label; each label of the verbalizer"
              + " needs one to train on",
          soft,
          String.join(", ", unused));
    }
  }
}
