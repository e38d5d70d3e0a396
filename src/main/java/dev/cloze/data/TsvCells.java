package dev.cloze.data;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** Columns between tabs, without quoting: what stands between two tabs is the text. */
record TsvCells(LineReader lines) implements CellReader {
  private static final Splitter TABS = Splitter.on('\t');

  @Override
  public Optional<Cells> next() {
    return lines
        .next()
        .map(line -> new Cells(lines.number(), ImmutableList.copyOf(TABS.split(line))));
  }

  @Override
  public void close() {
    lines.close();
  }
}
