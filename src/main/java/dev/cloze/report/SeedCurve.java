package dev.cloze.report;

import com.google.common.collect.ImmutableList;

/**
 * How the training of one seed went.
 *
 * @param curve a point for each epoch; empty where nothing was trained
 */
public record SeedCurve(long seed, ImmutableList<EpochPoint> curve) {}
