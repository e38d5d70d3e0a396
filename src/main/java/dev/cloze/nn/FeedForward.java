package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.Activation;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Tensor;

/**
 * A feed-forward sublayer (Vaswani et al. 2017, section 3.3): one kernel where nothing acts inside,
 * steps that compute the same where something does.
 */
public final class FeedForward {
  private final Linear up;
  private final Linear down;
  private final Activation activation;
  private final Residual residual;
  private final ImmutableList<Site> sites;

  /** A sublayer of maps {@code up} [F,H] and {@code down} [H,F]. */
  public FeedForward(Linear up, Linear down, Activation activation, Residual residual) {
    this.up = up;
    this.down = down;
    this.activation = activation;
    this.residual = residual;
    this.sites = ImmutableList.of(up.site(), down.site(), residual.site());
  }

  /** The places where deltas act, in the order of the computation. */
  public ImmutableList<Site> sites() {
    return sites;
  }

  Tensor apply(Pass pass, Tensor x) {
    if (pass.plan().touches(sites)) {
      return residual.around(
          pass, x, input -> down.apply(pass, activation.apply(up.apply(pass, input))));
    }
    return Layers.feedForward(
        x,
        residual.normFirst(),
        up.values(pass),
        down.values(pass),
        residual.norm().values(pass),
        residual.norm().epsilon(),
        activation,
        pass.dropout(residual.dropout()));
  }
}
