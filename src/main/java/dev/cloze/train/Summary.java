package dev.cloze.train;

import com.google.common.base.Preconditions;
import java.util.Arrays;

/**
 * What is said of a number that was measured several times, such as the accuracy over seeds.
 *
 * @param mean the arithmetic mean
 * @param deviation the standard deviation of a sample, over n - 1; 0 for one value
 * @param count how many values there were
 */
public record Summary(double mean, double deviation, int count) {
  /** Sums up one value or more. */
  public static Summary of(double[] values) {
    Preconditions.checkArgument(values.length > 0, "no values to sum up");
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
    return new Summary(mean, deviation, values.length);
  }
}
