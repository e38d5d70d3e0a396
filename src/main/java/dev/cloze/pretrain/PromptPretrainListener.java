package dev.cloze.pretrain;

import com.google.common.collect.ImmutableMap;
import dev.cloze.plm.ModelShape;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.train.EpochResult;

/** Is told how the pretraining of a prompt goes. */
public interface PromptPretrainListener {
  /** Tells nobody. */
  PromptPretrainListener SILENT = new PromptPretrainListener() {};

  /**
   * Sentences were given pseudo labels.
   *
   * @param sentences how many
   * @param kept how many of each label were sure enough
   */
  default void labelled(int sentences, ImmutableMap<String, Integer> kept) {}

  /** The examples are drawn and the model is loaded. */
  default void loaded(ModelShape shape, NumberFormat format, int examples, int heldOut) {}

  /** An epoch is done. */
  default void epoch(EpochResult result) {}
}
