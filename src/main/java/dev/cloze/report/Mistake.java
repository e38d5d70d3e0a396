package dev.cloze.report;

import com.google.common.collect.ImmutableMap;

/**
 * An example that was given the wrong label.
 *
 * @param id names the example in its file
 * @param fields its texts by name
 * @param right the right label
 * @param predicted the label that was taken for it
 * @param probability of the predicted label
 * @param rightProbability of the right label
 */
public record Mistake(
    String id,
    ImmutableMap<String, String> fields,
    String right,
    String predicted,
    double probability,
    double rightProbability) {}
