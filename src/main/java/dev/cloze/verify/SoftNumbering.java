package dev.cloze.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.template.SoftGroup;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.SoftLayout;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which rows of the soft embedding the soft groups of a template use.
 *
 * @param rowsByGroup the rows, from 1, of each position of each group
 * @param starts for each row the token whose embedding it starts from, where it has one
 */
record SoftNumbering(
    ImmutableList<ImmutableIntArray> rowsByGroup, ImmutableList<OptionalInt> starts) {

  /** As this implementation numbers them. */
  static SoftNumbering of(Template template, SoftLayout layout) {
    return new SoftNumbering(
        IntStream.range(0, template.softGroups().size())
            .mapToObj(layout::rowsOf)
            .collect(ImmutableList.toImmutableList()),
        IntStream.rangeClosed(1, layout.rows())
            .mapToObj(layout::initialToken)
            .collect(ImmutableList.toImmutableList()));
  }

  /**
   * As OpenPrompt numbers them: a fresh row for each copy, or one for each token of the initial
   * words, whatever else the item says.
   */
  static SoftNumbering ofOpenPrompt(Template template, PretrainedTokenizer tokenizer) {
    ImmutableList.Builder<ImmutableIntArray> rowsByGroup = ImmutableList.builder();
    ImmutableList.Builder<OptionalInt> starts = ImmutableList.builder();
    int rows = 0;
    for (SoftGroup group : template.softGroups()) {
      int first = rows + 1;
      if (group.words().isEmpty()) {
        rows += group.copies();
        IntStream.range(0, group.copies()).forEach(copy -> starts.add(OptionalInt.empty()));
      } else {
        int[] tokens = tokenizer.encode(group.words());
        rows += tokens.length;
        IntStream.of(tokens).mapToObj(OptionalInt::of).forEach(starts::add);
      }
      rowsByGroup.add(ImmutableIntArray.copyOf(IntStream.rangeClosed(first, rows).toArray()));
    }
    return new SoftNumbering(rowsByGroup.build(), starts.build());
  }

  /** The token that a row, counted from 1, starts from. */
  OptionalInt start(int row) {
    return starts.get(row - 1);
  }
}
