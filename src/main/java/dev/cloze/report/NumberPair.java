package dev.cloze.report;

/** The right number of an example and the one that was predicted. */
public record NumberPair(double right, double predicted) {}
