package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.ParameterLoader;
import dev.cloze.tokenize.ModelKind;
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
    TransformerModel.Parts parts =
        encoder.parts(
            0,
            new PostNormEncoder.TokenHeadNames(
                "cls.predictions",
                "cls.predictions.transform.dense",
                "cls.predictions.transform.LayerNorm",
                "cls.predictions.decoder",
                "cls.predictions.bias"),
            encoder.activation());
    ModelShape shape =
        new ModelShape(
            modelType(),
            ModelKind.MASKED,
            config.positive("hidden_size"),
            config.positive("num_hidden_layers"),
            config.positive("vocab_size"),
            config.positive("max_position_embeddings"));
    return new TransformerModel(shape, parts, loader.parameters());
  }
}
