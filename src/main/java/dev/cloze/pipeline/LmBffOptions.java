package dev.cloze.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.train.TrainingOptions;

/**
 * How LM-BFF goes (Gao, Fisch and Chen 2021, "Making Pre-trained Language Models Better Few-shot
 * Learners").
 *
 * @param candidates how many of the best combinations of label words are trained with and ranked on
 *     the dev set (section 5.1); 10 by default, where the paper has 100; 0 leaves the words as they
 *     are
 * @param batchSizes the batch sizes of the grid (section 3), 2, 4 and 8 by default; that of the
 *     training where empty
 * @param learningRates its learning rates, 1e-5, 2e-5 and 5e-5 by default; that of the training
 *     where empty
 */
public record LmBffOptions(
    int candidates, ImmutableList<Integer> batchSizes, ImmutableList<Double> learningRates) {
  private static final LmBffOptions DEFAULTS =
      new LmBffOptions(10, ImmutableList.of(2, 4, 8), ImmutableList.of(1e-5, 2e-5, 5e-5));

  /** Checks the ranges, and that nothing stands twice. */
  public LmBffOptions {
    checkArgument(candidates >= 0, "candidates must not be below 0, was %s", candidates);
    checkArgument(
        batchSizes.stream().allMatch(size -> size > 0),
        "batchSizes must be above 0, were %s",
        batchSizes);
    checkArgument(
        learningRates.stream().allMatch(rate -> rate > 0),
        "learningRates must be above 0, were %s",
        learningRates);
    checkArgument(
        ImmutableSet.copyOf(batchSizes).size() == batchSizes.size(),
        "batchSizes has one twice: %s",
        batchSizes);
    checkArgument(
        ImmutableSet.copyOf(learningRates).size() == learningRates.size(),
        "learningRates has one twice: %s",
        learningRates);
  }

  /** The grid of the paper, and ten combinations. */
  public static LmBffOptions defaults() {
    return DEFAULTS;
  }

  /** Each batch size with each learning rate. */
  ImmutableList<GridPoint> grid(TrainingOptions own) {
    ImmutableList.Builder<GridPoint> grid = ImmutableList.builder();
    for (int size : batchSizes.isEmpty() ? ImmutableList.of(own.batchSize()) : batchSizes) {
      for (double rate :
          learningRates.isEmpty() ? ImmutableList.of(own.learningRate()) : learningRates) {
        grid.add(new GridPoint(size, rate));
      }
    }
    return grid.build();
  }
}
