package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.ParameterLoader;

/** How a kind of language model is built from its configuration and its checkpoint. */
interface Architecture {
  /** The {@code model_type} of the configuration. */
  String modelType();

  /** Checkpoint tensors that are known and not needed, as patterns of names. */
  ImmutableList<String> ignored();

  /** The name under which a checkpoint may repeat the embedding table that the head shares. */
  String tiedCopy();

  /** Builds the model, taking each of its tensors once. */
  LanguageModel build(ModelConfig config, ParameterLoader loader);
}
