package dev.cloze.pretrain;

import dev.cloze.plm.ModelShape;
import dev.cloze.tensor.NumberFormat;

/** Is told how a pretraining goes. */
public interface PretrainListener {
  /** The corpus is read and the model is loaded. */
  void loaded(ModelShape shape, long parameters, NumberFormat format, long trainTokens);

  /** The held-out part was measured. */
  void measured(Measurement measurement);
}
