package dev.cloze.verify;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Differences between our numbers and recorded ones, tensor by tensor: the largest absolute
 * difference, divided by the largest recorded number where that is above 1.
 */
public final class Comparison {
  /** What outputs may differ by in single precision. */
  public static final double OUTPUTS = 1e-4;

  /** What gradients may differ by in single precision. */
  public static final double GRADIENTS = 1e-3;

  private final List<Difference> differences = new ArrayList<>();

  /** One tensor's difference and what it may be. */
  public record Difference(String tensor, double difference, double tolerance) {
    /** Whether the difference is within the tolerance; a number that is none never is. */
    public boolean within() {
      return difference <= tolerance;
    }

    private double share() {
      return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / tolerance;
    }
  }

  /** Compares a whole tensor. */
  public void add(String tensor, float[] ours, float[] theirs, double tolerance) {
    add(tensor, ours, theirs, 1, row -> true, tolerance);
  }

  /**
   * Compares the rows of a tensor that count.
   *
   * @param width the length of a row
   * @param counts which rows, numbered from 0, are compared
   */
  public void add(
      String tensor,
      float[] ours,
      float[] theirs,
      int width,
      IntPredicate counts,
      double tolerance) {
    if (ours.length != theirs.length) {
      throw new ClozeException(
          FixtureError.BAD_FIXTURE,
          "%s: %d numbers are recorded, the checkpoint gives %d; record it with this checkpoint",
          tensor,
          theirs.length,
          ours.length);
    }
    double largest = 0;
    double scale = 1;
    for (int i = 0; i < ours.length; i++) {
      if (counts.test(i / width)) {
        double difference = Math.abs((double) ours[i] - theirs[i]);
        largest = difference > largest || Double.isNaN(difference) ? difference : largest;
        scale = Math.max(scale, Math.abs(theirs[i]));
        if (Double.isNaN(largest)) {
          break;
        }
      }
    }
    differences.add(new Difference(tensor, largest / scale, tolerance));
  }

  /** Takes in the differences of another comparison. */
  public void addAll(Comparison other) {
    differences.addAll(other.differences);
  }

  /** All differences, in the order of the comparison. */
  public ImmutableList<Difference> differences() {
    return ImmutableList.copyOf(differences);
  }

  /** Whether every tensor is within its tolerance; false where nothing was compared. */
  public boolean agrees() {
    return !differences.isEmpty() && differences.stream().allMatch(Difference::within);
  }

  /** The tensor that uses up most of its tolerance. */
  public Difference worst() {
    return differences.stream().max(Comparator.comparingDouble(Difference::share)).orElseThrow();
  }

  /** The last line of a verification: {@code worst 1.2e-06 (logits) of 1e-04: ok}. */
  public String line() {
    Difference worst = worst();
    return String.format(
        Locale.ROOT,
        "worst %.1e (%s) of %.0e: %s",
        worst.difference(),
        worst.tensor(),
        worst.tolerance(),
        agrees() ? "ok" : "differs");
  }
}
