package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.ParameterLoader;
import dev.cloze.tensor.Activation;
import java.util.Optional;

/**
 * RoBERTa (Liu et al. 2019): BERT's encoder, positions counted from the one after the padding
 * token's number, and a head of its own names, which is GELU whatever the layers' activation.
 *
 * @param headed whether the head is built; without it, it need not be there
 */
record Roberta(boolean headed) implements Architecture {
  @Override
  public String modelType() {
    return "roberta";
  }

  @Override
  public ImmutableList<String> ignored() {
    return headed
        ? ImmutableList.of(
            "**position_ids", "**pooler.dense.*", "lm_head.bias", "lm_head.decoder.bias")
        : ImmutableList.of("**position_ids", "**pooler.dense.*", "lm_head.**");
  }

  @Override
  public String tiedCopy() {
    return "lm_head.decoder.weight";
  }

  @Override
  public Optional<String> headTensor() {
    return headed ? Optional.of("lm_head.dense.weight") : Optional.empty();
  }

  @Override
  public LanguageModel build(ModelConfig config, ParameterLoader loader) {
    int firstPosition = config.token("pad_token_id", 1) + 1;
    if (!headed) {
      return PostNormEncoder.alone(config, loader, "roberta.").headless(modelType(), firstPosition);
    }
    PostNormEncoder encoder = new PostNormEncoder(config, loader, "roberta.");
    return encoder.model(
        modelType(),
        firstPosition,
        new PostNormEncoder.TokenHeadNames(
            "lm_head", "lm_head.dense", "lm_head.layer_norm", "lm_head.decoder", "lm_head.bias"),
        Activation.GELU);
  }
}
