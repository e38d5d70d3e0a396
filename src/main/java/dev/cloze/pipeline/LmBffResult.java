package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.Optional;

/**
 * What came out of LM-BFF: {@code results.json}. Figures are shares from 0 to 1.
 *
 * @param metric what the figures are
 * @param seeds seed by seed
 */
public record LmBffResult(Metric metric, ImmutableList<Seed> seeds) {
  /**
   * One seed.
   *
   * @param baselines what simple things reach on the same split, by name
   * @param words the combinations that were trained with, in the order in which they were found;
   *     none where the words were left as they are
   * @param chosenWords the rank of the best of them on the dev set, from 1
   * @param grid each place of the grid, with those words
   * @param chosenPoint the best of them on the dev set, from 1
   * @param run where its run stands in the folder of the seed
   * @param notes what a careful person would want to know, a sentence each
   * @param stages what each stage took
   */
  public record Seed(
      long seed,
      ImmutableMap<String, Double> baselines,
      ImmutableList<Words> words,
      Optional<Integer> chosenWords,
      ImmutableList<Point> grid,
      int chosenPoint,
      String run,
      ImmutableList<String> notes,
      ImmutableList<Stage> stages) {
    /** What the words that were found first reach on the test set. */
    Optional<Double> asFound() {
      return words.stream().findFirst().map(found -> found.reached().test());
    }

    /** The words that were best on the dev set. */
    Optional<Words> best() {
      return chosenWords.map(rank -> words.get(rank - 1));
    }

    /** The place of the grid that was best on the dev set. */
    Point tuned() {
      return grid.get(chosenPoint - 1);
    }
  }

  /**
   * What a run reached.
   *
   * @param dev the figure on the dev set
   * @param devLoss the loss there
   * @param test the figure on the test set
   */
  public record Reached(double dev, double devLoss, double test) {}

  /**
   * A combination of label words.
   *
   * @param untrained the share of the training examples that it tells rightly before any training
   */
  public record Words(
      ImmutableMap<String, ImmutableList<String>> words, double untrained, Reached reached) {}

  /** A place of the grid. */
  public record Point(int batchSize, double learningRate, Reached reached) {}
}
