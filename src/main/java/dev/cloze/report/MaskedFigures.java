package dev.cloze.report;

/**
 * How well a model names hidden tokens.
 *
 * @param loss their mean cross-entropy, in nats
 * @param accuracy the share that it names first, from 0 to 1
 */
public record MaskedFigures(double loss, double accuracy) {}
