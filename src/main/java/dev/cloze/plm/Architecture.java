package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.ParameterLoader;
import java.util.Optional;

/** How a kind of language model is built from its configuration and its checkpoint. */
interface Architecture {
  /** The {@code model_type} of the configuration. */
  String modelType();

  /** Checkpoint tensors that are known and not needed, as patterns of names. */
  ImmutableList<String> ignored();

  /** The name under which a checkpoint may repeat the embedding table that the head shares. */
  String tiedCopy();

  /** A tensor of the head, where the head has any of its own. */
  Optional<String> headTensor();

  /** Builds the model, taking each of its tensors once. */
  LanguageModel build(ModelConfig config, ParameterLoader loader);
}
