package dev.cloze.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.Shorthand;

/**
 * The seeds of a sweep; each pair of the two kinds is a run of each cell.
 *
 * @param data seeds of few-shot draws; those of the run file where empty
 * @param training seeds of what is drawn while training; those of the run file where empty
 */
@Shorthand("training")
public record SeedLists(ImmutableList<Long> data, ImmutableList<Long> training) {
  /** Checks that no seed stands twice. */
  public SeedLists {
    checkArgument(ImmutableSet.copyOf(data).size() == data.size(), "data has one twice: %s", data);
    checkArgument(
        ImmutableSet.copyOf(training).size() == training.size(),
        "training has one twice: %s",
        training);
  }

  /** The seeds of the run file. */
  public static SeedLists defaults() {
    return new SeedLists(ImmutableList.of(), ImmutableList.of());
  }
}
