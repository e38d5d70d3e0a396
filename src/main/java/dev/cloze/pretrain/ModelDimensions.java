package dev.cloze.pretrain;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.base.Default;

/**
 * The sizes of a fresh BERT.
 *
 * @param layers the number of layers
 * @param hidden the width of the hidden states, H
 * @param heads the number of attention heads, which share H evenly
 * @param intermediate the width inside the feed-forward sublayers
 * @param positions the most tokens that it takes
 * @param dropout the share set to 0 while it trains, everywhere; small models on small corpora do
 *     best with little
 */
public record ModelDimensions(
    int layers,
    int hidden,
    int heads,
    int intermediate,
    @Default("128") int positions,
    @Default("0.1") double dropout) {
  /** Checks the ranges. */
  public ModelDimensions {
    checkArgument(layers > 0, "layers must be above 0, was %s", layers);
    checkArgument(hidden > 0, "hidden must be above 0, was %s", hidden);
    checkArgument(
        heads > 0 && hidden % heads == 0,
        "heads must be a divisor of hidden (%s), was %s",
        hidden,
        heads);
    checkArgument(intermediate > 0, "intermediate must be above 0, was %s", intermediate);
    checkArgument(positions > 2, "positions must be above 2, was %s", positions);
    checkArgument(
        dropout >= 0 && dropout < 1, "dropout must be 0 or more and below 1, was %s", dropout);
  }
}
