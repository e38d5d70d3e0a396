package dev.cloze.sweep;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * One run of a sweep, over all training seeds.
 *
 * @param name what its folder and its run file are called, such as {@code 003-choice-1-soft}
 * @param place which combination it is, from 0, the first axis slowest
 * @param values the name of its value on each axis
 * @param curve where it stands on the curve, where there is one
 * @param dataSeed the seed of its few-shot draw, where the sweep varies that
 */
public record Cell(
    String name,
    int place,
    ImmutableMap<String, String> values,
    Optional<Double> curve,
    Optional<Long> dataSeed) {
  /** The same under a name. */
  Cell withName(String newName) {
    return new Cell(newName, place, values, curve, dataSeed);
  }

  /** What it is in words, such as {@code choice 1, soft, data seed 13}. */
  public String describe() {
    return String.join(", ", values.values())
        + dataSeed.map(seed -> ", data seed " + seed).orElse("");
  }
}
