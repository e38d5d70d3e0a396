package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.TrainingOptions;
import java.util.Optional;

/**
 * What came out of a sweep: {@code results.json}.
 *
 * @param metric what is compared
 * @param curve what the curve is over, where there is one
 * @param rows the methods, each once for every place on the curve, then what is made of all of them
 */
public record SweepResult(
    TrainingOptions.Metric metric, Optional<String> curve, ImmutableList<SweepRow> rows) {}
