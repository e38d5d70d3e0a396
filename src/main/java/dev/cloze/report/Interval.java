package dev.cloze.report;

import static com.google.common.base.Preconditions.checkArgument;

/** A 95 % interval of a share, its ends from 0 to 1. */
public record Interval(double low, double high) {
  /** Checks that the ends are in order. */
  public Interval {
    checkArgument(low <= high, "an interval from %s to %s", low, high);
  }
}
