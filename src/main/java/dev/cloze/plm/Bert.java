package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.ParameterLoader;
import java.util.Optional;

/**
 * BERT (Devlin et al. 2019) with its masked-language-model head.
 *
 * @param headed whether the head is built; without it, it need not be there
 */
record Bert(boolean headed) implements Architecture {
  @Override
  public String modelType() {
    return "bert";
  }

  @Override
  public ImmutableList<String> ignored() {
    return headed
        ? ImmutableList.of(
            "**position_ids",
            "**pooler.dense.*",
            "cls.seq_relationship.*",
            "cls.predictions.bias",
            "cls.predictions.decoder.bias")
        : ImmutableList.of("**position_ids", "**pooler.dense.*", "cls.**");
  }

  @Override
  public String tiedCopy() {
    return "cls.predictions.decoder.weight";
  }

  @Override
  public Optional<String> headTensor() {
    return headed ? Optional.of("cls.predictions.transform.dense.weight") : Optional.empty();
  }

  @Override
  public LanguageModel build(ModelConfig config, ParameterLoader loader) {
    if (!headed) {
      return PostNormEncoder.alone(config, loader, "bert.").headless(modelType(), 0);
    }
    PostNormEncoder encoder = new PostNormEncoder(config, loader, "bert.");
    return encoder.model(
        modelType(),
        0,
        new PostNormEncoder.TokenHeadNames(
            "cls.predictions",
            "cls.predictions.transform.dense",
            "cls.predictions.transform.LayerNorm",
            "cls.predictions.decoder",
            "cls.predictions.bias"),
        encoder.activation());
  }
}
