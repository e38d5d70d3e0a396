package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.FeedForward;
import dev.cloze.nn.Layer;
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

/**
 * GPT-2 (Radford et al. 2019): causal, LayerNorm before each sublayer and after the last, maps
 * stored as [in,out] with query, key and value in one.
 */
final class Gpt2 implements Architecture {
  @Override
  public String modelType() {
    return "gpt2";
  }

  @Override
  public ImmutableList<String> ignored() {
    return ImmutableList.of("**.attn.bias", "**.attn.masked_bias");
  }

  @Override
  public String tiedCopy() {
    return "lm_head.weight";
  }

  @Override
  public Optional<String> headTensor() {
    return Optional.empty();
  }

  @Override
  public LanguageModel build(ModelConfig config, ParameterLoader loader) {
    config.headSize("n_embd", "n_head");
    config.requireFlag("scale_attn_weights", true);
    config.requireFlag("scale_attn_by_inverse_layer_idx", false);
    config.requireFlag("add_cross_attention", false);
    return new Builder(config, loader).build();
  }

  private static final class Builder {
    private final ModelConfig config;
    private final ParameterLoader loader;
    private final String prefix;
    private final int hidden;
    private final int heads;
    private final double epsilon;
    private final double dropout;

    Builder(ModelConfig config, ParameterLoader loader) {
      this.config = config;
      this.loader = loader;
      // checkpoints of the bare model leave the prefix out
      this.prefix = loader.has("wte.weight") ? "" : "transformer.";
      this.hidden = config.positive("n_embd");
      this.heads = config.positive("n_head");
      this.epsilon = config.epsilon("layer_norm_epsilon", 1e-5);
      this.dropout = config.share("resid_pdrop", 0.1);
    }

    LanguageModel build() {
      int vocabulary = config.positive("vocab_size");
      int positions = config.positive("n_positions");
      var tokens = loader.embedding(prefix + "wte", Site.Table.TOKENS, vocabulary, hidden);
      var places = loader.embedding(prefix + "wpe", Site.Table.POSITIONS, positions, hidden);
      ImmutableList.Builder<Layer> layers = ImmutableList.builder();
      for (int i = 0; i < config.positive("n_layer"); i++) {
        layers.add(layer(i, prefix + "h." + i));
      }
      TransformerModel.Parts parts =
          new TransformerModel.Parts(
              new Site.Input(prefix + "wte", hidden),
              tokens,
              places,
              0,
              Optional.empty(),
              Optional.empty(),
              config.share("embd_pdrop", 0.1),
              new Stack(layers.build()),
              Optional.of(loader.norm(prefix + "ln_f", hidden, epsilon)),
              Optional.of(
                  new TokenHead(
                      new Site.Head("lm_head", hidden),
                      Optional.empty(),
                      decoder(tokens.table(), vocabulary),
                      Optional.empty())));
      ModelShape shape =
          new ModelShape(
              "gpt2", ModelKind.CAUSAL, hidden, config.positive("n_layer"), vocabulary, positions);
      return new TransformerModel(shape, parts, loader.parameters());
    }

    private Weight decoder(Weight table, int vocabulary) {
      return config.tied()
          ? table
          : Weight.of(loader.parameter("lm_head.weight", vocabulary, hidden));
    }

    private Layer layer(int index, String path) {
      return new Layer(
          attention(index, path),
          feedForward(index, path),
          new Site.LayerOutput(path, index, hidden));
    }

    private SelfAttention attention(int index, String path) {
      String maps = path + ".attn.c_attn";
      Parameter weight = loader.transposed(maps + ".weight", hidden, 3L * hidden);
      Parameter bias = loader.parameter(maps + ".bias", 3L * hidden);
      return new SelfAttention(
          StackedMaps.of(index, List.of(maps, maps, maps), weight, bias, hidden),
          loader.transposedLinear(path + ".attn.c_proj", index, Site.Role.OUTPUT, hidden, hidden),
          new Residual(
              new Site.Branch(path + ".attn", index, Site.Sublayer.ATTENTION, hidden),
              loader.norm(path + ".ln_1", hidden, epsilon),
              true,
              dropout),
          new Site.KeyValue(path + ".attn", index, Site.Attends.SELF, heads, hidden / heads),
          new SelfAttention.Settings(heads, true, config.share("attn_pdrop", 0.1)));
    }

    private FeedForward feedForward(int index, String path) {
      int inner = config.positive("n_inner", 4 * hidden);
      return new FeedForward(
          loader.transposedLinear(path + ".mlp.c_fc", index, Site.Role.UP, hidden, inner),
          loader.transposedLinear(path + ".mlp.c_proj", index, Site.Role.DOWN, inner, hidden),
          config.activation("activation_function", Activation.GELU_NEW),
          new Residual(
              new Site.Branch(path + ".mlp", index, Site.Sublayer.FEED_FORWARD, hidden),
              loader.norm(path + ".ln_2", hidden, epsilon),
              true,
              dropout));
    }
  }
}
