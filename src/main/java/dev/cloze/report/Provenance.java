package dev.cloze.report;

import com.google.common.collect.ImmutableList;

/**
 * What a run was made of.
 *
 * @param facts seeds, hashes of data and model, template, words, options, versions
 * @param command what to type to repeat the run
 */
public record Provenance(ImmutableList<Fact> facts, String command) {}
