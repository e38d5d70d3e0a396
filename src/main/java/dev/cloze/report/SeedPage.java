package dev.cloze.report;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Evaluation;

/**
 * What came out of one seed.
 *
 * @param curve a point for each epoch; empty where nothing was trained
 * @param evaluation how the predictions compare with the right labels
 * @param mistakes all of them, in any order
 * @param facts what else is known of this seed, such as how long it took
 */
public record SeedPage(
    long seed,
    ImmutableList<EpochPoint> curve,
    Evaluation evaluation,
    ImmutableList<Mistake> mistakes,
    ImmutableList<Fact> facts) {}
