package dev.cloze.verbalizer;

import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Tensor;

/** A verbalizer that can say how likely a label is by itself, not beside the other labels. */
interface LabelOdds extends Verbalizer {
  /**
   * The logarithm of how much likelier a label is than everything that is no label: [B,L]. What one
   * label gets takes nothing from another. Gradients flow through it.
   */
  Tensor odds(MaskStates states);
}
