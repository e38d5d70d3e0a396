package dev.cloze.verbalizer;

import com.google.common.base.Ascii;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What became of each word that might have stood for a label.
 *
 * @param lines every word, label by label
 */
public record RefinementReport(ImmutableList<Line> lines) {
  private static final ImmutableList<String> HEADER =
      ImmutableList.of("label", "word", "source", "kept", "figure");

  /** Why a word was dropped. */
  public enum Reason {
    /** The vocabulary lacks it. */
    UNKNOWN,
    /** It stands for another label too, and is not the first word of this one. */
    DUPLICATE,
    /** It has more tokens than are allowed; the figure is how many. */
    TOKENS,
    /** It is among the rarest on support texts; the figure is what it was ranked by. */
    FREQUENCY,
    /** It says as much of other labels; the figure is its relevance. */
    RELEVANCE
  }

  /**
   * A word and what became of it.
   *
   * @param label the label's name
   * @param word the word
   * @param source {@code given}, or the name of a knowledge base
   * @param dropped why it was dropped; absent where it was kept
   * @param figure of the filter that dropped it, or of the last filter that let it pass
   */
  public record Line(
      String label, String word, String source, Optional<Reason> dropped, OptionalDouble figure) {}

  /** How many words were kept. */
  public long kept() {
    return lines.stream().filter(line -> line.dropped().isEmpty()).count();
  }

  /** The report as the lines of a table, with a header. */
  public ImmutableList<String> table() {
    List<ImmutableList<String>> rows =
        Stream.concat(Stream.of(HEADER), lines.stream().map(RefinementReport::cells)).toList();
    int[] widths = new int[HEADER.size()];
    for (ImmutableList<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).collect(ImmutableList.toImmutableList());
  }

  private static String line(ImmutableList<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(Strings.padEnd(row.get(i), widths[i] + 2, ' '));
    }
    return line.toString().stripTrailing();
  }

  private static ImmutableList<String> cells(Line line) {
    return ImmutableList.of(
        line.label(),
        line.word(),
        line.source(),
        line.dropped().map(reason -> "no: " + Ascii.toLowerCase(reason.name())).orElse("yes"),
        line.figure().isPresent()
            ? String.format(Locale.ROOT, "%.4g", line.figure().getAsDouble())
            : "");
  }
}
