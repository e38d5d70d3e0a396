package dev.cloze.report;

/**
 * The predictions whose confidence lies between two bounds.
 *
 * @param low the lower bound of the confidence, from 0 to 1
 * @param high the upper bound
 * @param count how many predictions
 * @param confidence the mean probability of their predicted labels; 0 where there are none
 * @param accuracy the share of them that is right; 0 where there are none
 */
public record ReliabilityBin(
    double low, double high, int count, double confidence, double accuracy) {}
