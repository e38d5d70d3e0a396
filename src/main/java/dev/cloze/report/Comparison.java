package dev.cloze.report;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A result that this run is seen beside, or this run itself.
 *
 * @param name such as "TF-IDF + logistic regression"
 * @param what in a few words, what it learns from
 * @param accuracy from 0 to 1; the mean where there are several seeds
 * @param interval of the accuracy, for one seed
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
    boolean ours) {}
