package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.cloze.base.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Which examples each step sees: every example once an epoch, in an order of the epoch's own. */
final class Epochs {
  private final int examples;
  private final TrainingOptions options;
  private final Seeds seeds;

  Epochs(int examples, TrainingOptions options, Seeds seeds) {
    this.examples = examples;
    this.options = options;
    this.seeds = seeds;
  }

  int count() {
    return options.epochs();
  }

  int examples() {
    return examples;
  }

  int stepsEach() {
    int perStep = options.batchSize() * options.accumulation();
    return (examples + perStep - 1) / perStep;
  }

  long steps() {
    return (long) count() * stepsEach();
  }

  /** The batches of each step of an epoch, counted from 0: numbers of examples. */
  ImmutableList<ImmutableList<ImmutableList<Integer>>> of(int epoch) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, examples).boxed().toList());
    Collections.shuffle(order, new Random(seeds.derive("order", epoch)));
    return Lists.partition(order, options.batchSize() * options.accumulation()).stream()
        .map(step -> partition(step, options.batchSize()))
        .collect(ImmutableList.toImmutableList());
  }

  /** The number of a batch in the whole training, from 0: of its step, and its place there. */
  long number(long step, int batch) {
    return step * options.accumulation() + batch;
  }

  /** What dropout is seeded with at a step, counted from 0. */
  long dropoutSeed(long step) {
    return seeds.derive("dropout", step);
  }

  private static ImmutableList<ImmutableList<Integer>> partition(List<Integer> step, int size) {
    return Lists.partition(step, size).stream()
        .map(ImmutableList::copyOf)
        .collect(ImmutableList.toImmutableList());
  }
}
