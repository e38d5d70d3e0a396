package dev.cloze.report;

import com.google.common.collect.ImmutableMap;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions.Metric;

/**
 * What a run or a baseline reaches.
 *
 * @param name such as "this run"
 * @param what in a few words, what it learns from
 * @param figures over the seeds
 * @param ours whether this is the run that the page is of
 */
public record OutputRow(
    String name, String what, ImmutableMap<Metric, Summary> figures, boolean ours) {}
