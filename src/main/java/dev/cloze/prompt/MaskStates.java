package dev.cloze.prompt;

import dev.cloze.tensor.Tensor;

/**
 * What a language model says at the masks of a batch: B examples with M masks each, example by
 * example, in the order in which the masks stand. The tensors belong to the step's scope and are
 * computed when they are asked for.
 */
public interface MaskStates {
  /** The number of examples, B. */
  int batch();

  /** The number of masks of each example, M. */
  int masks();

  /** The final hidden states at the masks, before the language-model head: [B·M,H]. */
  Tensor hidden();

  /**
   * The same after the head's own transform, in single precision: what the map to the vocabulary
   * reads, [B·M,H]. Where a model's head has no transform, the hidden states themselves.
   */
  Tensor transformed();

  /** The scores of the tokens {@code ids} (W of them), in single precision: [B·M,W]. */
  Tensor logits(int[] ids);

  /** The scores of the whole vocabulary, in single precision: [B·M,V]. */
  Tensor logits();
}
