package dev.cloze.nn;

import dev.cloze.tensor.Tensor;

/**
 * What a delta does at a site, one interface for each kind of site. An intervention holds
 * parameters, never state: one serves many threads. What belongs to one forward call is in the
 * {@link Pass}.
 */
public sealed interface Intervention {
  /** Acts on what a stack takes in. */
  non-sealed interface OnInput extends Intervention {
    /** The input that takes the place of {@code input}; rows may be put in front. */
    StackInput apply(Site.Input site, StackInput input, Pass pass);
  }

  /** Acts on looked-up rows of an embedding table. */
  non-sealed interface OnEmbedding extends Intervention {
    /** What takes the place of {@code rows} [...,size], looked up by {@code ids} [...]. */
    Tensor apply(Site.Embedding site, Tensor ids, Tensor rows, Pass pass);
  }

  /** Acts on a linear map, before or after it. */
  non-sealed interface OnLinear extends Intervention {
    /** What the map takes in instead of {@code input} [...,in]. */
    default Tensor input(Site.Linear site, Tensor input, Pass pass) {
      return input;
    }

    /** What the map gives instead of {@code output} [...,out]; {@code input} is what it took in. */
    default Tensor output(Site.Linear site, Tensor input, Tensor output, Weight weight, Pass pass) {
      return output;
    }
  }

  /** Acts on the keys and values of an attention. */
  non-sealed interface OnKeyValue extends Intervention {
    /** What the queries attend to instead of {@code keyValue}. */
    KeyValue apply(Site.KeyValue site, KeyValue keyValue, Pass pass);
  }

  /** Acts on a sublayer's branch. */
  non-sealed interface OnBranch extends Intervention {
    /**
     * What is added to the residual instead of {@code output}.
     *
     * @param input what the sublayer took in, [B,T,H]
     * @param output what it gave, before dropout, [B,T,H]
     * @param residual what the output will be added to, [B,T,H]
     * @param norm the sublayer's LayerNorm
     */
    Tensor apply(
        Site.Branch site, Tensor input, Tensor output, Tensor residual, LayerNorm norm, Pass pass);
  }

  /** Acts between layers. */
  non-sealed interface OnLayerOutput extends Intervention {
    /** What the next layer takes in instead of {@code hidden} [B,T,H]. */
    Tensor apply(Site.LayerOutput site, Tensor hidden, Pass pass);
  }

  /** Acts in front of the head. */
  non-sealed interface OnHead extends Intervention {
    /** What the head reads instead of {@code hidden} [N,H]. */
    Tensor apply(Site.Head site, Tensor hidden, Pass pass);
  }

  /** Acts on a tensor of the checkpoint. */
  non-sealed interface OnParameter extends Intervention {
    /** What stands for {@code value}, which has the checkpoint's shape. */
    Tensor apply(Site.Parameter site, Tensor value, Pass pass);
  }
}
