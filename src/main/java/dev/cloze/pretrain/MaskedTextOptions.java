package dev.cloze.pretrain;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.tokenize.MaskingOptions;

/**
 * What of a corpus a model is asked.
 *
 * @param rows how many rows, from the beginning of what is held out; fewer where it has fewer
 * @param length tokens of a row, the special ones at its ends counted
 * @param masking how tokens are hidden
 * @param seed draws which
 */
public record MaskedTextOptions(int rows, int length, MaskingOptions masking, long seed) {
  /** Checks the ranges. */
  public MaskedTextOptions {
    checkArgument(rows > 0, "rows must be above 0, was %s", rows);
    checkArgument(length > 2, "length must be above 2, was %s", length);
  }

  /** 128 rows of 64 tokens, hidden as pretraining hides them by default. */
  public static MaskedTextOptions defaults() {
    return new MaskedTextOptions(128, 64, MaskingOptions.defaults(), 42);
  }
}
