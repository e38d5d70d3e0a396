package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.Tensor;

/** The layers of a model, and the only loop over them. */
public final class Stack {
  private final ImmutableList<Layer> layers;

  /** A stack of layers, the first nearest to the embeddings. */
  public Stack(ImmutableList<Layer> layers) {
    this.layers = layers;
  }

  /** The places where deltas act, in the order of the computation. */
  public ImmutableList<Site> sites() {
    return layers.stream()
        .flatMap(layer -> layer.sites().stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** Runs [B,T,H] through the layers. */
  public Tensor apply(Pass pass, Tensor embedded) {
    Tensor hidden = embedded;
    pass.tap(hidden);
    for (Layer layer : layers) {
      hidden = layer.apply(pass, hidden);
      pass.tap(hidden);
    }
    return hidden;
  }
}
