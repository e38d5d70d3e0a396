package dev.cloze.run;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/** Columns of text under one another: the first to the left, the others to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<ImmutableList<String>> rows = new ArrayList<>();

  /** Adds a row; all rows have as many cells. */
  public TextTable add(List<String> cells) {
    rows.add(ImmutableList.copyOf(cells));
    return this;
  }

  /** The lines, without spaces at their ends. */
  public ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(Strings.padEnd(row.get(0), width(0), ' '));
      for (int column = 1; column < row.size(); column++) {
        line.append(GAP).append(Strings.padStart(row.get(column), width(column), ' '));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines.build();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
