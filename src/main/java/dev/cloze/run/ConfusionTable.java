package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.LabelSet;
import dev.cloze.train.Evaluation;
import java.util.List;
import java.util.Locale;

/** Which label was taken for which: a row for each right label, a column for each predicted. */
public final class ConfusionTable {
  private ConfusionTable() {}

  /** The lines of the table, each row with the share of its label that was found. */
  public static ImmutableList<String> lines(LabelSet labels, Evaluation evaluation) {
    TextTable table = new TextTable();
    table.add(
        ImmutableList.<String>builder()
            .add("right \\ predicted")
            .addAll(labels.names())
            .add("found")
            .build());
    for (int label = 0; label < labels.size(); label++) {
      List<Integer> counts = evaluation.confusion().get(label);
      ImmutableList.Builder<String> row = ImmutableList.builder();
      row.add(labels.names().get(label));
      counts.forEach(count -> row.add(count.toString()));
      table.add(row.add(share(counts, label)).build());
    }
    return table.lines();
  }

  private static String share(List<Integer> counts, int label) {
    int total = counts.stream().mapToInt(Integer::intValue).sum();
    return total == 0
        ? "-"
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * counts.get(label) / total);
  }
}
