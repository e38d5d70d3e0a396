package dev.cloze.data;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import java.util.List;
import java.util.OptionalInt;

/**
 * The labels of a task and how a file writes them.
 *
 * @param set the labels
 * @param written the name of a label by what the file writes for it. Where this is empty, a file
 *     has names, or numbers from 0; otherwise what is written here, or names
 * @param output whether the label column holds one label, several, or a number between two
 */
public record Labels(LabelSet set, ImmutableMap<String, String> written, Output output) {
  /**
   * Checks that each name is a label.
   *
   * @throws ClozeException {@link DataError#UNKNOWN_LABEL}
   */
  public Labels {
    written.forEach(
        (key, name) -> {
          if (!set.names().contains(name)) {
            throw new ClozeException(
                DataError.UNKNOWN_LABEL,
                "data.labels: '%s' stands for '%s' there; %sthe labels are %s",
                key,
                name,
                guess(name, set),
                String.join(", ", set.names()));
          }
        });
  }

  /** Labels of which an example has one. */
  public Labels(LabelSet set, ImmutableMap<String, String> written) {
    this(set, written, Output.ONE_LABEL);
  }

  /** Labels that a file writes by their names or numbers. */
  public static Labels of(LabelSet set) {
    return new Labels(set, ImmutableMap.of());
  }

  /** Labels of these names, in the order of their numbers, that a file writes by either. */
  public static Labels of(List<String> names) {
    return of(LabelSet.of(names));
  }

  /** The number of a label as a file writes it. */
  public OptionalInt numberOf(String label) {
    if (written.isEmpty()) {
      return set.numberOf(label);
    }
    int named = set.names().indexOf(written.getOrDefault(label, label));
    return named >= 0 ? OptionalInt.of(named) : OptionalInt.empty();
  }

  /** The end of a message about a label that is none of these. */
  String hint(String found) {
    String known = String.join(", ", set.names());
    String others =
        written.isEmpty()
            ? ", or 0 to " + (set.size() - 1)
            : ", and data.labels has " + String.join(", ", written.keySet());
    return guess(found, set) + "the labels are " + known + others;
  }

  private static String guess(String found, LabelSet set) {
    return Nearest.to(found, set.names()).map(name -> "did you mean '" + name + "'? ").orElse("");
  }
}
