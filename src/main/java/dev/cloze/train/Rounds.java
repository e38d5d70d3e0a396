package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * An endless order of some things: each stands once in a round, in an order of the round's own,
 * which depends on its number alone. For one thread.
 */
final class Rounds {
  private final int things;
  private final Seeds seeds;
  private final String stream;
  private long round = -1;
  private List<Integer> order = ImmutableList.of();

  Rounds(int things, Seeds seeds, String stream) {
    this.things = things;
    this.seeds = seeds;
    this.stream = stream;
  }

  /** The numbers of {@code count} things from a place on, counted from 0. */
  ImmutableList<Integer> from(long place, int count) {
    ImmutableList.Builder<Integer> numbers = ImmutableList.builder();
    for (long at = place; at < place + count; at++) {
      turnTo(at / things);
      numbers.add(order.get((int) (at % things)));
    }
    return numbers.build();
  }

  private void turnTo(long wanted) {
    if (wanted != round) {
      List<Integer> shuffled = new ArrayList<>(IntStream.range(0, things).boxed().toList());
      Collections.shuffle(shuffled, new Random(seeds.derive(stream, wanted)));
      order = shuffled;
      round = wanted;
    }
  }
}
