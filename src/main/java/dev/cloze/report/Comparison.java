package dev.cloze.report;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.train.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A result that this run is seen beside, or this run itself.
 *
 * @param name such as "TF-IDF + logistic regression"
 * @param what in a few words, what it learns from
 * @param accuracy from 0 to 1; the mean where there are several seeds
 * @param interval the 95 % interval of the accuracy, where there is one seed
 * @param macroF1 the mean of the labels' F1, from 0 to 1
 * @param deviation the standard deviation of the accuracy over seeds, where there are several
 * @param ours whether this is the run that the page is of
 */
public record Comparison(
    String name,
    String what,
    double accuracy,
    Optional<Interval> interval,
    double macroF1,
    OptionalDouble deviation,
    boolean ours) {
  /** Checks that the accuracy is a share. */
  public Comparison {
    checkArgument(
        accuracy >= 0 && accuracy <= 1, "'%s': an accuracy of %s, not from 0 to 1", name, accuracy);
  }
}
