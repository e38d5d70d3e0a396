package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.tensor.Tensor;

/**
 * A transformer layer.
 *
 * @param attention the first sublayer
 * @param feedForward the second sublayer
 * @param outputSite where deltas act on what the layer hands on
 */
public record Layer(SelfAttention attention, FeedForward feedForward, Site.LayerOutput outputSite) {
  /** The layer number of what stands outside the layers, such as a head. */
  public static final int OUTSIDE = -1;

  /** The places where deltas act, in the order of the computation. */
  public ImmutableList<Site> sites() {
    return ImmutableList.<Site>builder()
        .addAll(attention.sites())
        .addAll(feedForward.sites())
        .add(outputSite)
        .build();
  }

  Tensor apply(Pass pass, Tensor x) {
    Tensor hidden = feedForward.apply(pass, attention.apply(pass, x)); // [B,T,H]
    return pass.at(outputSite, Intervention.OnLayerOutput.class)
        .map(i -> i.apply(outputSite, hidden, pass))
        .orElse(hidden);
  }

  /** The layer at some positions [B,M] alone, where nothing acts inside: [B,T,H] to [B,M,H]. */
  Tensor applyAt(Pass pass, Tensor x, ImmutableLongArray positions) {
    return feedForward.apply(pass, attention.applyAt(pass, x, positions));
  }
}
