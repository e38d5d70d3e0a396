package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Tensor;

/** LayerNorm over the last axis (Ba et al. 2016). */
public record LayerNorm(Weight weight, Weight bias, double epsilon) {
  /** Normalises [...,H] and scales and shifts it. */
  public Tensor apply(Pass pass, Tensor x) {
    return Layers.layerNorm(x, weight.value(pass), bias.value(pass), epsilon);
  }

  Layers.Affine values(Pass pass) {
    return new Layers.Affine(weight.value(pass), ImmutableList.of(bias.value(pass)));
  }
}
