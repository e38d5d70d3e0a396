package dev.cloze.verbalizer;

/**
 * What a search through many words for the labels came to.
 *
 * @param words the words that were kept
 * @param report every word, with why it was dropped
 */
public record Refinement(LabelWords words, RefinementReport report) {}
