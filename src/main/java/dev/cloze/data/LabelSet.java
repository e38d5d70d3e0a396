package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import java.util.List;
import java.util.OptionalInt;

/**
 * The classes of a task.
 *
 * @param names in the order of their numbers, each once
 */
public record LabelSet(ImmutableList<String> names) {
  /** Checks that there are names and that none stands twice. */
  public LabelSet {
    checkArgument(!names.isEmpty(), "a task needs labels, found none");
    checkArgument(
        ImmutableSet.copyOf(names).size() == names.size(), "a label stands twice in %s", names);
  }

  /** The labels of these names. */
  public static LabelSet of(List<String> names) {
    return new LabelSet(ImmutableList.copyOf(names));
  }

  /** How many there are. */
  public int size() {
    return names.size();
  }

  /** The number of a label written by its name or, where that is no name, by its number from 0. */
  public OptionalInt numberOf(String written) {
    int named = names.indexOf(written);
    if (named >= 0) {
      return OptionalInt.of(named);
    }
    Integer number = Ints.tryParse(written);
    return number != null && number >= 0 && number < size()
        ? OptionalInt.of(number)
        : OptionalInt.empty();
  }
}
