package dev.cloze.data;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.StrictText;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads labelled examples from tab-separated files in UTF-8, without a header and without quoting:
 * a label, a text and, where the task has two, a second text. The label is a name or a number from
 * 0; an example's id is the number of its line, from 1.
 */
public final class TsvReader {
  private static final Splitter TABS = Splitter.on('\t');
  private static final int MOST_COLUMNS = 3;

  private final Path file;
  private final LabelSet labels;

  private TsvReader(Path file, LabelSet labels) {
    this.file = file;
    this.labels = labels;
  }

  /**
   * Reads a file.
   *
   * @throws ClozeException with a code of {@link DataError}, file and line
   */
  public static ImmutableList<Example> read(Path file, LabelSet labels) {
    return new TsvReader(file, labels).examples();
  }

  private ImmutableList<Example> examples() {
    String text = StrictText.read(file, DataError.UNREADABLE_FILE, DataError.NOT_UTF8);
    // no lines() of String: it would also break at a lone carriage return within a text
    List<String> lines = Splitter.on('\n').splitToList(text);
    int count = lines.get(lines.size() - 1).isEmpty() ? lines.size() - 1 : lines.size();
    ImmutableList.Builder<Example> examples = ImmutableList.builderWithExpectedSize(count);
    for (int i = 0; i < count; i++) {
      examples.add(example(i + 1, withoutReturn(lines.get(i))));
    }
    if (count == 0) {
      throw new ClozeException(
          DataError.NO_EXAMPLES,
          "%s: the file is empty; a label, a tab and a text belong on each line",
          file);
    }
    return examples.build();
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private Example example(int line, String text) {
    List<String> columns = TABS.splitToList(text);
    if (columns.size() < 2 || columns.size() > MOST_COLUMNS) {
      throw new ClozeException(
          DataError.WRONG_COLUMNS,
          "%s:%d: found %s; a label, a tab and a text belong there, with a tab and a second text"
              + " where the task has two",
          file,
          line,
          columns.size() == 1 ? "no tab" : columns.size() + " columns");
    }
    int label =
        labels
            .numberOf(columns.get(0))
            .orElseThrow(
                () ->
                    new ClozeException(
                        DataError.UNKNOWN_LABEL,
                        "%s:%d: found the label '%s'; the labels are %s, or 0 to %d",
                        file,
                        line,
                        columns.get(0),
                        String.join(", ", labels.names()),
                        labels.size() - 1));
    Example example =
        columns.size() == 2
            ? Example.of(columns.get(1))
            : Example.of(columns.get(1), columns.get(2));
    return example.withId(Integer.toString(line)).withLabel(label);
  }
}
