package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Tensor;
import java.util.Optional;

/** A linear map with its site. */
public final class Linear {
  private final Site.Linear site;
  private final Weight weight;
  private final Optional<Weight> bias;

  /** A map of weight [out,in] and, where there is one, bias [out]. */
  public Linear(Site.Linear site, Weight weight, Optional<Weight> bias) {
    this.site = site;
    this.weight = weight;
    this.bias = bias;
  }

  /** Where deltas act on this map. */
  public Site.Linear site() {
    return site;
  }

  /** {@code x Wᵀ + b} with what acts at the site: [...,in] to [...,out]. */
  public Tensor apply(Pass pass, Tensor x) {
    Optional<Intervention.OnLinear> acting = pass.at(site, Intervention.OnLinear.class);
    Tensor input = acting.map(i -> i.input(site, x, pass)).orElse(x);
    Layers.Affine values = values(pass);
    Tensor output = Layers.linear(input, values.weight(), values.bias());
    return acting.map(i -> i.output(site, input, output, weight, pass)).orElse(output);
  }

  Layers.Affine values(Pass pass) {
    return new Layers.Affine(
        weight.value(pass),
        bias.map(b -> ImmutableList.of(b.value(pass))).orElse(ImmutableList.of()));
  }
}
