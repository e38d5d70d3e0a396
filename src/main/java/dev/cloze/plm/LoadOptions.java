package dev.cloze.plm;

import dev.cloze.tensor.NumberFormat;

/**
 * How a model is loaded.
 *
 * @param storage the format in memory
 * @param compute the format that the layers compute in
 * @param trainable whether all of the model is to be trained: a private copy that gradients are
 *     taken of
 */
public record LoadOptions(NumberFormat storage, NumberFormat compute, boolean trainable) {
  /** Single precision, frozen. */
  public static LoadOptions defaults() {
    return new LoadOptions(NumberFormat.F32, NumberFormat.F32, false);
  }

  /** Frozen, stored and computed in one format. */
  public static LoadOptions frozen(NumberFormat format) {
    return new LoadOptions(format, format, false);
  }

  /** Trained: single-precision weights, cast to {@code compute} within the recorded computation. */
  public static LoadOptions trained(NumberFormat compute) {
    return new LoadOptions(NumberFormat.F32, compute, true);
  }
}
