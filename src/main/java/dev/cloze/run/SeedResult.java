package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Evaluation;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What came out of one seed.
 *
 * @param losses the mean loss of each epoch; none where nothing was trained
 * @param evaluation how the predictions compare with the right labels
 * @param training how long training took
 * @param scoring how long scoring took
 * @param predictions the file that was written
 */
public record SeedResult(
    long seed,
    ImmutableList<Double> losses,
    Evaluation evaluation,
    Duration training,
    Duration scoring,
    Path predictions) {}
