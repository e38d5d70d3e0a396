package dev.cloze.pretrain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A BERT that has learned nothing: matrices of N(0, 0.02), norms of 1 and 0, biases of 0 (Devlin et
 * al. 2019, as released), the head's map to the vocabulary tied to the embeddings. It is written as
 * a Hugging Face folder and loaded like any other.
 */
public final class FreshModel {
  private static final double DEVIATION = 0.02;
  private static final int TOKEN_TYPES = 2;

  private final ModelDimensions dimensions;
  private final int vocabulary;
  private final int padId;
  private final Seeds seeds;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private FreshModel(ModelDimensions dimensions, int vocabulary, int padId, Seeds seeds) {
    this.dimensions = dimensions;
    this.vocabulary = vocabulary;
    this.padId = padId;
    this.seeds = seeds;
  }

  /**
   * Writes {@code config.json} and {@code model.safetensors}.
   *
   * @param folder an existing folder
   * @param vocabulary the number of tokens
   * @param padId the token that fills rows up
   * @throws ClozeException {@link PretrainError#UNWRITABLE_FOLDER}
   */
  public static void write(
      Path folder, ModelDimensions dimensions, int vocabulary, int padId, Seeds seeds) {
    FreshModel model = new FreshModel(dimensions, vocabulary, padId, seeds);
    try {
      Files.writeString(folder.resolve("config.json"), model.config().toPrettyString() + "\n");
    } catch (IOException e) {
      throw new ClozeException(
              PretrainError.UNWRITABLE_FOLDER,
              "%s: cannot be written to: %s",
              folder,
              e.getMessage())
          .causedBy(e);
    }
    Scope.run(
        () ->
            SafetensorsWriter.write(
                folder.resolve("model.safetensors"),
                model.tensors(),
                NumberFormat.F32,
                ImmutableMap.of("format", "pt")));
  }

  private ObjectNode config() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.putArray("architectures").add("BertForMaskedLM");
    return config
        .put("model_type", "bert")
        .put("vocab_size", vocabulary)
        .put("hidden_size", dimensions.hidden())
        .put("num_hidden_layers", dimensions.layers())
        .put("num_attention_heads", dimensions.heads())
        .put("intermediate_size", dimensions.intermediate())
        .put("max_position_embeddings", dimensions.positions())
        .put("type_vocab_size", TOKEN_TYPES)
        .put("hidden_act", "gelu")
        .put("hidden_dropout_prob", dimensions.dropout())
        .put("attention_probs_dropout_prob", dimensions.dropout())
        .put("initializer_range", DEVIATION)
        .put("layer_norm_eps", 1e-12)
        .put("position_embedding_type", "absolute")
        .put("pad_token_id", padId)
        .put("tie_word_embeddings", true);
  }

  private Map<String, Tensor> tensors() {
    int hidden = dimensions.hidden();
    matrix("bert.embeddings.word_embeddings.weight", vocabulary, hidden);
    matrix("bert.embeddings.position_embeddings.weight", dimensions.positions(), hidden);
    matrix("bert.embeddings.token_type_embeddings.weight", TOKEN_TYPES, hidden);
    norm("bert.embeddings.LayerNorm");
    for (int i = 0; i < dimensions.layers(); i++) {
      layer("bert.encoder.layer." + i);
    }
    linear("cls.predictions.transform.dense", hidden, hidden);
    norm("cls.predictions.transform.LayerNorm");
    filled("cls.predictions.bias", vocabulary, 0);
    return tensors;
  }

  private void layer(String path) {
    int hidden = dimensions.hidden();
    linear(path + ".attention.self.query", hidden, hidden);
    linear(path + ".attention.self.key", hidden, hidden);
    linear(path + ".attention.self.value", hidden, hidden);
    linear(path + ".attention.output.dense", hidden, hidden);
    norm(path + ".attention.output.LayerNorm");
    linear(path + ".intermediate.dense", dimensions.intermediate(), hidden);
    linear(path + ".output.dense", hidden, dimensions.intermediate());
    norm(path + ".output.LayerNorm");
  }

  private void linear(String path, int out, int in) {
    matrix(path + ".weight", out, in);
    filled(path + ".bias", out, 0);
  }

  private void norm(String path) {
    filled(path + ".weight", dimensions.hidden(), 1);
    filled(path + ".bias", dimensions.hidden(), 0);
  }

  private void matrix(String name, int rows, int columns) {
    Random random = new Random(seeds.derive("fresh " + name));
    float[] values = new float[Math.toIntExact(Shapes.count(rows, columns))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (DEVIATION * random.nextGaussian());
    }
    tensors.put(name, Tensor.of(values, rows, columns));
  }

  private void filled(String name, int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    tensors.put(name, Tensor.of(values, length));
  }
}
