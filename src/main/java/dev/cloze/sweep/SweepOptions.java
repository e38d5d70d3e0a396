package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.TrainingOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a sweep file says beside {@code run} and {@code axes}.
 *
 * @param rows the axes whose values are the methods that are compared; all but those of {@code
 *     choose} and {@code curve} where empty
 * @param choose the axes of which the value is taken that is best on the dev set
 * @param curve the axis that is drawn as a curve
 * @param seeds the seeds
 * @param metric what is compared and chosen by
 * @param ensemble how all rows are combined into further ones
 * @param out the folder for the results; the first free one of {@code sweeps/NAME}, {@code
 *     sweeps/NAME-2} and so on where absent
 */
public record SweepOptions(
    ImmutableList<String> rows,
    ImmutableList<String> choose,
    Optional<String> curve,
    SeedLists seeds,
    TrainingOptions.Metric metric,
    ImmutableList<EnsembleKind> ensemble,
    Optional<Path> out) {
  /** Every axis a row, by accuracy, with the seeds of the run file. */
  public static SweepOptions defaults() {
    return new SweepOptions(
        ImmutableList.of(),
        ImmutableList.of(),
        Optional.empty(),
        SeedLists.defaults(),
        TrainingOptions.Metric.ACCURACY,
        ImmutableList.of(),
        Optional.empty());
  }

  /** The same with these rows, and without a folder. */
  SweepOptions withRows(ImmutableList<String> newRows) {
    return new SweepOptions(newRows, choose, curve, seeds, metric, ensemble, Optional.empty());
  }
}
