package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A loss of naming hidden tokens of unlabelled texts, beside that of the labels (PET, Schick and
 * Schütze 2021, section 3.2).
 *
 * @param share α: the loss is (1 - α) times that of the labels and α times this one
 * @param texts unlabelled texts for each labelled example of a batch
 * @param masked the share of a prompt's tokens that are asked for
 */
public record LanguageModelLossOptions(double share, int texts, double masked) {
  /** Checks the ranges. */
  public LanguageModelLossOptions {
    checkArgument(share > 0 && share < 1, "share must be above 0 and below 1, was %s", share);
    checkArgument(texts > 0, "texts must be above 0, was %s", texts);
    checkArgument(masked > 0 && masked < 1, "masked must be above 0 and below 1, was %s", masked);
  }

  /** One part in 10 000, of three texts for each labelled one, 15 % of their tokens hidden. */
  public static LanguageModelLossOptions defaults() {
    return new LanguageModelLossOptions(1e-4, 3, 0.15);
  }
}
