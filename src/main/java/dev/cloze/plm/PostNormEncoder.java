package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.FeedForward;
import dev.cloze.nn.Layer;
import dev.cloze.nn.LayerNorm;
import dev.cloze.nn.Linear;
import dev.cloze.nn.Parameter;
import dev.cloze.nn.ParameterLoader;
import dev.cloze.nn.Residual;
import dev.cloze.nn.SelfAttention;
import dev.cloze.nn.Site;
import dev.cloze.nn.Stack;
import dev.cloze.nn.StackedMaps;
import dev.cloze.nn.Weight;
import dev.cloze.tensor.Activation;
import dev.cloze.tokenize.ModelKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The encoder of BERT (Devlin et al. 2019, section 3), which RoBERTa keeps: LayerNorm after each
 * sum, query, key and value stored apart and computed by one product.
 */
final class PostNormEncoder {
  private final ModelConfig config;
  private final ParameterLoader loader;
  private final String prefix;
  private final int hidden;
  private final double epsilon;
  private final double dropout;

  PostNormEncoder(ModelConfig config, ParameterLoader loader, String prefix) {
    this.config = config;
    this.loader = loader;
    this.prefix = prefix;
    this.hidden = config.positive("hidden_size");
    this.epsilon = config.epsilon("layer_norm_eps", 1e-12);
    this.dropout = config.share("hidden_dropout_prob", 0.1);
    config.headSize("hidden_size", "num_attention_heads");
    config.requireText("position_embedding_type", "absolute");
    config.requireFlag("is_decoder", false);
    config.requireFlag("add_cross_attention", false);
  }

  /** An encoder whose names have the prefix or, where it was saved by itself, none. */
  static PostNormEncoder alone(ModelConfig config, ParameterLoader loader, String prefix) {
    boolean whole = loader.has(prefix + "embeddings.word_embeddings.weight");
    return new PostNormEncoder(config, loader, whole ? prefix : "");
  }

  /** The model of these layers, with a head of its own names and activation. */
  LanguageModel model(String modelType, int firstPosition, TokenHeadNames head, Activation inHead) {
    return model(modelType, firstPosition, words -> Optional.of(head(words, head, inHead)));
  }

  /** The model of these layers, which cannot score tokens. */
  LanguageModel headless(String modelType, int firstPosition) {
    return model(modelType, firstPosition, words -> Optional.empty());
  }

  private LanguageModel model(
      String modelType, int firstPosition, Function<Weight, Optional<TokenHead>> head) {
    TransformerModel.Parts parts = parts(firstPosition, head);
    ModelShape shape =
        new ModelShape(
            modelType,
            ModelKind.MASKED,
            hidden,
            config.positive("num_hidden_layers"),
            config.positive("vocab_size"),
            config.positive("max_position_embeddings") - firstPosition);
    return new TransformerModel(shape, parts, loader.parameters());
  }

  private TransformerModel.Parts parts(
      int firstPosition, Function<Weight, Optional<TokenHead>> head) {
    String embeddings = prefix + "embeddings.";
    var tokens =
        loader.embedding(
            embeddings + "word_embeddings",
            Site.Table.TOKENS,
            config.positive("vocab_size"),
            hidden);
    return new TransformerModel.Parts(
        new Site.Input(prefix + "embeddings", hidden),
        tokens,
        loader.embedding(
            embeddings + "position_embeddings",
            Site.Table.POSITIONS,
            config.positive("max_position_embeddings"),
            hidden),
        firstPosition,
        Optional.of(
            loader.embedding(
                embeddings + "token_type_embeddings",
                Site.Table.TOKEN_TYPES,
                config.positive("type_vocab_size", 2),
                hidden)),
        Optional.of(loader.norm(embeddings + "LayerNorm", hidden, epsilon)),
        dropout,
        stack(),
        Optional.empty(),
        head.apply(tokens.table()));
  }

  /** The names of a head's tensors. */
  record TokenHeadNames(String site, String dense, String norm, String decoder, String bias) {}

  /** A head of its own may have a bias of its own; a tied one shares the older name's. */
  private String biasName(TokenHeadNames names, boolean tied) {
    String own = names.decoder() + ".bias";
    return !tied && loader.has(own) ? own : names.bias();
  }

  private TokenHead head(Weight table, TokenHeadNames names, Activation activation) {
    int vocabulary = config.positive("vocab_size");
    boolean tied = config.tied();
    Linear dense = loader.linear(names.dense(), Layer.OUTSIDE, Site.Role.HEAD, hidden, hidden);
    LayerNorm norm = loader.norm(names.norm(), hidden, epsilon);
    Weight decoder =
        tied ? table : Weight.of(loader.parameter(names.decoder() + ".weight", vocabulary, hidden));
    return new TokenHead(
        new Site.Head(names.site(), hidden),
        Optional.of(new TokenHead.Transform(dense, activation, norm)),
        decoder,
        Optional.of(Weight.of(loader.parameter(biasName(names, tied), vocabulary))));
  }

  /** The activation of the layers. */
  Activation activation() {
    return config.activation("hidden_act", Activation.GELU);
  }

  private Stack stack() {
    ImmutableList.Builder<Layer> layers = ImmutableList.builder();
    for (int i = 0; i < config.positive("num_hidden_layers"); i++) {
      layers.add(layer(i, prefix + "encoder.layer." + i));
    }
    return new Stack(layers.build());
  }

  private Layer layer(int index, String path) {
    return new Layer(
        attention(index, path + ".attention"),
        feedForward(index, path),
        new Site.LayerOutput(path, index, hidden));
  }

  private SelfAttention attention(int index, String path) {
    int heads = config.positive("num_attention_heads");
    String own = path + ".self.";
    Parameter weight =
        loader.stacked(
            List.of(own + "query.weight", own + "key.weight", own + "value.weight"),
            hidden,
            hidden);
    Parameter bias =
        loader.stacked(List.of(own + "query.bias", own + "key.bias", own + "value.bias"), hidden);
    return new SelfAttention(
        StackedMaps.of(
            index, List.of(own + "query", own + "key", own + "value"), weight, bias, hidden),
        loader.linear(path + ".output.dense", index, Site.Role.OUTPUT, hidden, hidden),
        new Residual(
            new Site.Branch(path, index, Site.Sublayer.ATTENTION, hidden),
            loader.norm(path + ".output.LayerNorm", hidden, epsilon),
            false,
            dropout),
        new Site.KeyValue(path + ".self", index, Site.Attends.SELF, heads, hidden / heads),
        new SelfAttention.Settings(
            heads, false, config.share("attention_probs_dropout_prob", 0.1)));
  }

  private FeedForward feedForward(int index, String path) {
    int inner = config.positive("intermediate_size");
    return new FeedForward(
        loader.linear(path + ".intermediate.dense", index, Site.Role.UP, hidden, inner),
        loader.linear(path + ".output.dense", index, Site.Role.DOWN, inner, hidden),
        activation(),
        new Residual(
            new Site.Branch(path + ".output", index, Site.Sublayer.FEED_FORWARD, hidden),
            loader.norm(path + ".output.LayerNorm", hidden, epsilon),
            false,
            dropout));
  }
}
