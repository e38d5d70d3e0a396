package dev.cloze.verbalizer;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verbalizers in lines: one line a label, commas between words, blank lines between verbalizers.
 */
final class LineFormat {
  private static final Splitter COMMAS = Splitter.on(',').trimResults();

  private LineFormat() {}

  static ImmutableList<ImmutableList<FileEntry>> read(String text) {
    ImmutableList.Builder<ImmutableList<FileEntry>> verbalizers = ImmutableList.builder();
    List<FileEntry> entries = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        ImmutableList<String> words = ImmutableList.copyOf(COMMAS.split(lines.get(i)));
        entries.add(new FileEntry(i + 1, Optional.empty(), words));
      } else if (!entries.isEmpty()) {
        verbalizers.add(ImmutableList.copyOf(entries));
        entries.clear();
      }
    }
    if (!entries.isEmpty()) {
      verbalizers.add(ImmutableList.copyOf(entries));
    }
    return verbalizers.build();
  }
}
