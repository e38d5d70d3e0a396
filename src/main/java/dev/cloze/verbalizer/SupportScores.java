package dev.cloze.verbalizer;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import dev.cloze.prompt.MaskRows;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Support examples, read some at a time, so that the scores of a whole vocabulary for many examples
 * never lie in memory at once.
 *
 * @param size how many examples, N
 * @param states from numbers of examples, 0 to N - 1, to what the model says of them
 */
record SupportScores(int size, Function<List<Integer>, MaskStates> states) {
  /** How many scores may lie in memory, which is 16 MB in single precision. */
  static final long SCORES = 1L << 22;

  static SupportScores of(MaskRows rows) {
    return new SupportScores(rows.size(), rows::at);
  }

  /** At most {@code most} of the examples, from the whole range of them. */
  SupportScores spread(int most) {
    if (size <= most) {
      return this;
    }
    int all = size;
    Function<List<Integer>, MaskStates> chosen =
        numbers ->
            states.apply(
                numbers.stream().map(i -> Math.toIntExact((long) i * all / most)).toList());
    return new SupportScores(most, chosen);
  }

  /**
   * Goes through all examples in order; each chunk has a scope of its own.
   *
   * @param width how many scores an example has
   * @param reader takes the number of the chunk's first example, and its states
   */
  void forEachChunk(int width, BiConsumer<Integer, MaskStates> reader) {
    for (List<Integer> chunk : chunks(size, width)) {
      Gradients.pausing(
          () -> {
            Scope.run(
                () -> {
                  MaskStates read = states.apply(chunk);
                  ManualVerbalizer.requireOneMask(read);
                  reader.accept(chunk.get(0), read);
                });
            return chunk.size();
          });
    }
  }

  static ImmutableList<List<Integer>> chunks(int size, int width) {
    int most = (int) Math.max(1, SCORES / width);
    return IntStream.iterate(0, start -> start < size, start -> start + most)
        .mapToObj(
            start ->
                (List<Integer>)
                    ContiguousSet.create(
                            Range.closedOpen(start, Math.min(size, start + most)),
                            DiscreteDomain.integers())
                        .asList())
        .collect(ImmutableList.toImmutableList());
  }
}
