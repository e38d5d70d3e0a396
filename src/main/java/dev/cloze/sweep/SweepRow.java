package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.train.Summary;
import java.util.Optional;

/**
 * A method at one place of the curve, or what is made of all methods there.
 *
 * @param name what it is called
 * @param kind what it is
 * @param curve the place on the curve, where there is one
 * @param dev the metric on the dev sets, where every run has one
 * @param test the metric on the test sets, over data and training seeds
 * @param difference from the first method at the same place; absent for that method itself
 * @param figures run by run
 * @param choices what was chosen, draw by draw
 */
public record SweepRow(
    String name,
    Kind kind,
    Optional<Double> curve,
    Optional<Summary> dev,
    Summary test,
    Optional<Difference> difference,
    ImmutableList<Figure> figures,
    ImmutableList<Choice> choices) {
  /** What a row is. */
  public enum Kind {
    /** One of the methods that are compared. */
    METHOD,
    /** The median of the methods, seed by seed. */
    MEDIAN,
    /** All methods together. */
    ENSEMBLE
  }

  /**
   * One run.
   *
   * @param dataSeed the seed of its few-shot draw, where the sweep varies that
   * @param seed its training seed
   * @param cell the cell that it is of; several cells for an ensemble or a median, then empty
   */
  public record Figure(
      Optional<Long> dataSeed, long seed, String cell, Optional<Double> dev, double test) {}

  /**
   * What was best on the dev set of one draw.
   *
   * @param dataSeed the sweep's data seed, where there are several
   * @param seed the training seed, where each draws examples of its own
   * @param values the value that was taken on each axis of {@code choose}
   * @param dev the metric that it had on the dev set, the mean of the training seeds
   */
  public record Choice(
      Optional<Long> dataSeed,
      Optional<Long> seed,
      ImmutableMap<String, String> values,
      double dev) {}
}
