package dev.cloze.run;

/**
 * How long a seed took, in seconds. It is kept apart from the results, which a resumed run repeats
 * to the bit.
 *
 * @param training what the last process spent on it
 * @param scoring what scoring the test set took
 * @param resumed whether an earlier process had begun it
 */
public record Timing(double training, double scoring, boolean resumed) {}
