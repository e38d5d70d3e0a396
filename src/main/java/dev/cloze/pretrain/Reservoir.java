package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A uniform sample of all that comes by, of which there may be any number (Vitter 1985, algorithm
 * R).
 */
final class Reservoir<T> {
  private final int capacity;
  private final String name;
  private final Seeds seeds;
  private final SplittableRandom random;
  private final List<T> kept = new ArrayList<>();
  private long seen;

  /**
   * An empty sample.
   *
   * @param name what is sampled, which names the streams of chance
   */
  Reservoir(int capacity, String name, Seeds seeds) {
    this.capacity = capacity;
    this.name = name;
    this.seeds = seeds;
    this.random = seeds.stream(name);
  }

  void offer(T item) {
    seen++;
    if (kept.size() < capacity) {
      kept.add(item);
    } else {
      long place = random.nextLong(seen);
      if (place < capacity) {
        kept.set((int) place, item);
      }
    }
  }

  /** The sample, each item once, in an order of chance. */
  ImmutableList<T> shuffled() {
    List<T> items = new ArrayList<>(kept.stream().distinct().toList());
    Collections.shuffle(items, new Random(seeds.derive("order of " + name)));
    return ImmutableList.copyOf(items);
  }
}
