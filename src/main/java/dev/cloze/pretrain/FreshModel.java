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
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A BERT before its first step: matrices of N(0, 0.02), norms of 1 and 0, biases of 0 (Devlin et
 * al. 2019, as released), the head's map to the vocabulary tied to the embeddings. The bias of that
 * map begins with what is known of the corpus, how frequent each token is (Meister et al. 2023),
 * which saves the steps that would learn it. With {@link CooccurrenceVectors} its words begin with
 * what stands beside them, and its first layer with {@link NeighbourHeads}. The model is written as
 * a Hugging Face folder and loaded like any other.
 */
public final class FreshModel {
  /** The root of the mean square of what is drawn. */
  static final double DEVIATION = 0.02;

  private static final String WORDS = "bert.embeddings.word_embeddings.weight";
  private static final String POSITIONS = "bert.embeddings.position_embeddings.weight";
  private static final String FIRST_ATTENTION = "bert.encoder.layer.0.attention.self.";
  private static final int TOKEN_TYPES = 2;

  private final ModelDimensions dimensions;
  private final long[] counts;
  private final int padId;
  private final Seeds seeds;
  private final Optional<float[]> words;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private FreshModel(
      ModelDimensions dimensions, long[] counts, int padId, Seeds seeds, Optional<float[]> words) {
    this.dimensions = dimensions;
    this.counts = counts.clone();
    this.padId = padId;
    this.seeds = seeds;
    this.words = words;
  }

  /**
   * Writes {@code config.json} and {@code model.safetensors}.
   *
   * @param folder an existing folder
   * @param counts how often each token of the vocabulary stands in the corpus
   * @param padId the token that fills rows up
   * @param words word embeddings [V,H] to begin with, and neighbour heads with them; all is drawn
   *     where absent
   * @throws ClozeException {@link PretrainError#UNWRITABLE_FOLDER}
   */
  public static void write(
      Path folder,
      ModelDimensions dimensions,
      long[] counts,
      int padId,
      Seeds seeds,
      Optional<float[]> words) {
    FreshModel model = new FreshModel(dimensions, counts, padId, seeds, words);
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
        .put("vocab_size", counts.length)
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
    matrix(WORDS, counts.length, hidden);
    matrix(POSITIONS, dimensions.positions(), hidden);
    matrix("bert.embeddings.token_type_embeddings.weight", TOKEN_TYPES, hidden);
    norm("bert.embeddings.LayerNorm");
    for (int i = 0; i < dimensions.layers(); i++) {
      layer("bert.encoder.layer." + i);
    }
    linear("cls.predictions.transform.dense", hidden, hidden);
    norm("cls.predictions.transform.LayerNorm");
    tensors.put("cls.predictions.bias", Tensor.of(logFrequencies(), counts.length));
    words.ifPresent(this::inform);
    return tensors;
  }

  /** Puts what is known before the first step in the place of what was drawn. */
  private void inform(float[] vectors) {
    NeighbourHeads heads = new NeighbourHeads(dimensions);
    replace(WORDS, drawn -> vectors);
    replace(POSITIONS, drawn -> heads.positions(DEVIATION));
    replace(FIRST_ATTENTION + "query.weight", heads::addedToQueries);
    replace(FIRST_ATTENTION + "key.weight", heads::addedToKeys);
  }

  private void replace(String name, UnaryOperator<float[]> change) {
    Tensor drawn = tensors.get(name);
    tensors.put(name, Tensor.of(change.apply(drawn.toFloats()), drawn.shape()));
  }

  /** log p of each token by itself, one more counted of each, less what is the same for all. */
  private float[] logFrequencies() {
    double all = Arrays.stream(counts).sum() + counts.length;
    float[] values = new float[counts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.log((counts[i] + 1) / all * counts.length);
    }
    return values;
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
