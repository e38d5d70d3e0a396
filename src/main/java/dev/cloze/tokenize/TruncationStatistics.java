package dev.cloze.tokenize;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Collection;
import java.util.Locale;

/**
 * How much truncation took from a set of prompts.
 *
 * @param prompts how many prompts there are
 * @param truncated how many of them lost tokens
 * @param tokensCut how many tokens they lost together
 */
public record TruncationStatistics(int prompts, int truncated, long tokensCut) {

  /** Checks the numbers. */
  public TruncationStatistics {
    checkArgument(truncated >= 0 && truncated <= prompts, "%s of %s truncated", truncated, prompts);
    checkArgument(tokensCut >= truncated, "%s tokens of %s prompts", tokensCut, truncated);
  }

  /** Counts. */
  public static TruncationStatistics of(Collection<EncodedPrompt> prompts) {
    return new TruncationStatistics(
        prompts.size(),
        (int) prompts.stream().filter(EncodedPrompt::truncated).count(),
        prompts.stream().mapToLong(EncodedPrompt::cut).sum());
  }

  /** The share of truncated prompts, from 0 to 1; 0 where there are none. */
  public double share() {
    return prompts == 0 ? 0 : (double) truncated / prompts;
  }

  /** For a report, such as {@code 3 of 120 examples cut (2.5 %), 41 tokens}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d examples cut (%.1f %%), %d tokens",
        truncated,
        prompts,
        100 * share(),
        tokensCut);
  }
}
