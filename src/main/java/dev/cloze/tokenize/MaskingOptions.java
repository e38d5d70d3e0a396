package dev.cloze.tokenize;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How tokens are hidden.
 *
 * @param share the share of a row's tokens that the model is asked for
 * @param masked the share of these that become the mask token
 * @param random the share of these that become a random token; the rest stay as they are
 */
public record MaskingOptions(double share, double masked, double random) {
  /** Checks the ranges. */
  public MaskingOptions {
    checkArgument(share > 0 && share < 1, "share must be above 0 and below 1, was %s", share);
    checkArgument(
        masked >= 0 && random >= 0 && masked + random <= 1,
        "masked and random must be 0 or more and 1 at most together, were %s and %s",
        masked,
        random);
  }

  /** How many of so many tokens are asked for: one at least. */
  public int asked(int tokens) {
    return Math.max(1, (int) Math.round(share * tokens));
  }

  /** 15 % of the tokens; of these 80 % masked, 10 % random, 10 % kept (Devlin et al. 2019). */
  public static MaskingOptions defaults() {
    return new MaskingOptions(0.15, 0.8, 0.1);
  }
}
