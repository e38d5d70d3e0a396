package dev.cloze.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Interval;
import dev.cloze.train.Summary;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A method of a sweep, or what is made of all methods. Figures are shares from 0 to 1.
 *
 * @param place the place on the curve
 * @param dev the mean on the dev sets
 * @param runs the figure of each run on its test set
 * @param method whether it is one of the methods, and not made of them
 * @param difference from the first row, for all but that one
 */
public record SweepPageRow(
    String name,
    OptionalDouble place,
    OptionalDouble dev,
    ImmutableList<Double> runs,
    boolean method,
    Optional<Against> difference) {
  /** Checks that there are runs. */
  public SweepPageRow {
    checkArgument(!runs.isEmpty(), "'%s': a row has a run, found none", name);
  }

  /** Mean and deviation of the runs. */
  Summary test() {
    return Summary.of(runs.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * How far a row is from the first.
   *
   * @param texts the interval and the p value over test texts
   * @param seeds the same over seeds
   */
  public record Against(double mean, Optional<Sure> texts, Optional<Sure> seeds) {}

  /**
   * How sure a difference is.
   *
   * @param interval its 95 % interval, in shares
   * @param p how probable a difference as large is where there is none
   */
  public record Sure(Interval interval, double p) {}
}
