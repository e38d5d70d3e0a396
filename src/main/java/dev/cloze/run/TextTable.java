package dev.cloze.run;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;

/** Columns of text under one another: texts to the left, numbers to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final ImmutableSet<Integer> left;
  private final List<ImmutableList<String>> rows = new ArrayList<>();

  /** A table whose first column is of texts and whose others are of numbers. */
  public TextTable() {
    this(0);
  }

  /** A table whose columns {@code left}, from 0, are of texts. */
  public TextTable(Integer... left) {
    this.left = ImmutableSet.copyOf(left);
  }

  /** Adds a row; all rows have as many cells. */
  public TextTable add(List<String> cells) {
    rows.add(ImmutableList.copyOf(cells));
    return this;
  }

  /** The lines, without spaces at their ends. */
  public ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < row.size(); column++) {
        cells.add(
            left.contains(column)
                ? Strings.padEnd(row.get(column), width(column), ' ')
                : Strings.padStart(row.get(column), width(column), ' '));
      }
      lines.add(String.join(GAP, cells).stripTrailing());
    }
    return lines.build();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
