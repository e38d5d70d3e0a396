package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multimaps;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A mistake and in how many seeds its example was mistaken.
 *
 * @param worst the most confident of them
 */
record RepeatedMistake(Mistake worst, int seeds) {
  private static final Comparator<Mistake> BY_CONFIDENCE =
      Comparator.comparingDouble(Mistake::probability);

  /** Each example that was mistaken, once, the most confident mistake first. */
  static ImmutableList<RepeatedMistake> of(List<SeedPage> seeds) {
    return Multimaps.index(
            seeds.stream().flatMap(seed -> seed.mistakes().stream()).iterator(),
            mistake -> List.of(mistake.id(), mistake.fields()))
        .asMap()
        .values()
        .stream()
        .map(RepeatedMistake::ofExample)
        .sorted(Comparator.comparing(RepeatedMistake::worst, BY_CONFIDENCE.reversed()))
        .collect(toImmutableList());
  }

  private static RepeatedMistake ofExample(Collection<Mistake> mistakes) {
    return new RepeatedMistake(mistakes.stream().max(BY_CONFIDENCE).orElseThrow(), mistakes.size());
  }
}
