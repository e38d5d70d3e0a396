package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.ParameterLoader;
import dev.cloze.tensor.Activation;
import dev.cloze.tokenize.ModelKind;
import java.util.Optional;

/**
 * RoBERTa (Liu et al. 2019): BERT's encoder, positions counted from the one after the padding
 * token's number, and a head of its own names, which is GELU whatever the layers' activation.
 */
final class Roberta implements Architecture {
  @Override
  public String modelType() {
    return "roberta";
  }

  @Override
  public ImmutableList<String> ignored() {
    return ImmutableList.of(
        "**.position_ids", "**pooler.dense.*", "lm_head.bias", "lm_head.decoder.bias");
  }

  @Override
  public String tiedCopy() {
    return "lm_head.decoder.weight";
  }

  @Override
  public Optional<String> headTensor() {
    return Optional.of("lm_head.dense.weight");
  }

  @Override
  public LanguageModel build(ModelConfig config, ParameterLoader loader) {
    int firstPosition = config.token("pad_token_id", 1) + 1;
    PostNormEncoder encoder = new PostNormEncoder(config, loader, "roberta.");
    TransformerModel.Parts parts =
        encoder.parts(
            firstPosition,
            new PostNormEncoder.TokenHeadNames(
                "lm_head",
                "lm_head.dense",
                "lm_head.layer_norm",
                "lm_head.decoder",
                "lm_head.bias"),
            Activation.GELU);
    ModelShape shape =
        new ModelShape(
            modelType(),
            ModelKind.MASKED,
            config.positive("hidden_size"),
            config.positive("num_hidden_layers"),
            config.positive("vocab_size"),
            config.positive("max_position_embeddings") - firstPosition);
    return new TransformerModel(shape, parts, loader.parameters());
  }
}
