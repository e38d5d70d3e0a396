package dev.cloze.train;

/**
 * The examples whose likeliest label has a probability in one range: is it right as often as it
 * says? (Guo et al. 2017, "On Calibration of Modern Neural Networks", section 2)
 *
 * @param low the lower end of the range, which belongs to the bin below
 * @param high the upper end, which belongs to this bin
 * @param count how many examples fall into it
 * @param confidence the mean probability of their predicted labels; 0 in an empty bin
 * @param accuracy the share of them whose predicted label is right; 0 in an empty bin
 */
public record ReliabilityBin(
    double low, double high, int count, double confidence, double accuracy) {}
