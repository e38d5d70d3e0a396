package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.ParameterLoader;
import java.util.Optional;

/** BERT (Devlin et al. 2019) with its masked-language-model head. */
final class Bert implements Architecture {
  @Override
  public String modelType() {
    return "bert";
  }

  @Override
  public ImmutableList<String> ignored() {
    return ImmutableList.of(
        "**.position_ids",
        "**pooler.dense.*",
        "cls.seq_relationship.*",
        "cls.predictions.bias",
        "cls.predictions.decoder.bias");
  }

  @Override
  public String tiedCopy() {
    return "cls.predictions.decoder.weight";
  }

  @Override
  public Optional<String> headTensor() {
    return Optional.of("cls.predictions.transform.dense.weight");
  }

  @Override
  public LanguageModel build(ModelConfig config, ParameterLoader loader) {
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
