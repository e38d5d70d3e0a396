package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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

  /**
   * The labels that stand in a file: in the order of numbers where all of them are whole numbers,
   * else in the order in which they appear.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link DataError}, file and line
   */
  public static LabelSet ofFile(DataSource source) {
    Set<String> found = new LinkedHashSet<>();
    try (RowReader rows = RowReaders.open(source, FittingColumns.named(source.columns()), true)) {
      Row first = rows.next().orElseThrow(() -> ExampleStream.noExamples(source));
      Layout layout = Layout.of(source.columns(), first, true);
      found.add(layout.label(first));
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        found.add(layout.label(row.get()));
      }
    }
    boolean numbers = found.stream().allMatch(label -> Ints.tryParse(label) != null);
    return of(
        numbers
            ? ImmutableList.sortedCopyOf(Comparator.comparing(Integer::valueOf), found)
            : ImmutableList.copyOf(found));
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
