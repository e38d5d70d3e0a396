package dev.cloze.report;

import com.google.common.collect.ImmutableMap;

/**
 * An answer that is not the right one.
 *
 * @param id names the example in its file
 * @param fields its texts by name
 * @param right what would have been right, as it is shown
 * @param predicted what was said instead
 */
public record WrongAnswer(
    String id, ImmutableMap<String, String> fields, String right, String predicted) {}
