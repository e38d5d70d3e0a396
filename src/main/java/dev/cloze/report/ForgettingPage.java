package dev.cloze.report;

import com.google.common.collect.ImmutableList;

/**
 * How well the model names hidden tokens of running text, before it is tuned and after.
 *
 * @param text what text that is, in a few words
 * @param targets how many tokens are hidden
 * @param before the untuned model
 * @param after the tuned ones, seed by seed; empty where the model's weights did not move
 */
public record ForgettingPage(
    String text, int targets, MaskedFigures before, ImmutableList<MaskedFigures> after) {}
