package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Embedding;
import dev.cloze.nn.LayerNorm;
import dev.cloze.nn.Parameter;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Site;
import dev.cloze.nn.Stack;
import dev.cloze.nn.StackInput;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Tensor;
import java.util.Optional;

/** One stack between learned embeddings and a token head: what BERT, RoBERTa and GPT-2 share. */
final class TransformerModel implements LanguageModel {
  private final ModelShape shape;
  private final Parts parts;
  private final ImmutableList<Parameter> parameters;

  TransformerModel(ModelShape shape, Parts parts, ImmutableList<Parameter> parameters) {
    this.shape = shape;
    this.parts = parts;
    this.parameters = parameters;
  }

  /**
   * What an architecture builds.
   *
   * @param input the site in front of the stack
   * @param tokens the table of word embeddings
   * @param positions the table of positions
   * @param firstPosition the row of a text's first token in it
   * @param tokenTypes the table of token types, where there is one
   * @param embeddingNorm the norm over the sum of the three, where there is one
   * @param dropout the share of the embeddings that training sets to 0
   * @param finalNorm the norm after the last layer, where there is one
   * @param head scores tokens, where the model can
   */
  record Parts(
      Site.Input input,
      Embedding tokens,
      Embedding positions,
      int firstPosition,
      Optional<Embedding> tokenTypes,
      Optional<LayerNorm> embeddingNorm,
      double dropout,
      Stack stack,
      Optional<LayerNorm> finalNorm,
      Optional<TokenHead> head) {}

  @Override
  public ModelShape shape() {
    return shape;
  }

  @Override
  public ImmutableList<Parameter> parameters() {
    return parameters;
  }

  @Override
  public ImmutableList<Site> sites() {
    ImmutableList.Builder<Site> sites = ImmutableList.builder();
    sites.add(parts.tokens().site(), parts.input(), parts.positions().site());
    parts.tokenTypes().ifPresent(table -> sites.add(table.site()));
    sites.addAll(parts.stack().sites());
    parts.head().ifPresent(head -> sites.addAll(head.sites()));
    parameters.stream()
        .flatMap(parameter -> parameter.sources().stream())
        .forEach(source -> sites.add(new Site.Parameter(source.path())));
    return sites.build();
  }

  @Override
  public Tensor embed(Pass pass, Tensor ids) {
    return parts.tokens().apply(pass, ids);
  }

  @Override
  public Tensor encode(Pass pass, StackInput given) {
    StackInput input = pass.enter(parts.input(), given);
    return finish(pass, parts.stack().apply(pass, embedded(pass, input))); // [B,T,H]
  }

  @Override
  public Tensor encodeAt(Pass pass, StackInput given, ImmutableLongArray positions) {
    StackInput input = pass.enter(parts.input(), given);
    int leading = input.leading() - given.leading();
    ImmutableLongArray moved =
        ImmutableLongArray.copyOf(positions.stream().map(position -> position + leading));
    return finish(pass, parts.stack().applyAt(pass, embedded(pass, input), moved)); // [B·M,H]
  }

  /** Words, positions and token types together: [B,T,H]. */
  private Tensor embedded(Pass pass, StackInput input) {
    Tensor placed = // [B,T,H]
        Arithmetic.add(input.embeddings(), parts.positions().apply(pass, positions(input.mask())));
    Tensor typed = // [B,T,H]
        parts
            .tokenTypes()
            .map(table -> Arithmetic.add(placed, table.apply(pass, input.tokenTypes())))
            .orElse(placed);
    Tensor normed = parts.embeddingNorm().map(norm -> norm.apply(pass, typed)).orElse(typed);
    return Layers.dropout(normed, pass.dropout(parts.dropout()));
  }

  private Tensor finish(Pass pass, Tensor last) {
    if (parts.finalNorm().isEmpty()) {
      return last;
    }
    Tensor hidden = parts.finalNorm().get().apply(pass, last);
    pass.tapFinal(hidden);
    return hidden;
  }

  private Tensor positions(AttentionMask mask) {
    long[] positions = mask.positions(parts.firstPosition());
    for (long position : positions) {
      if (position >= parts.positions().site().rows()) {
        throw new ClozeException(
            ModelError.TOO_LONG,
            "a text of %d tokens, soft rows counted; %s has positions for %d",
            position - parts.firstPosition() + 1,
            shape.modelType(),
            shape.positions());
      }
    }
    return Tensor.of(positions, mask.batch(), mask.length());
  }

  private TokenHead head() {
    return parts
        .head()
        .orElseThrow(
            () ->
                new ClozeException(
                    ModelError.NO_HEAD,
                    "a %s that was loaded without its language-model head cannot fill a mask",
                    shape.modelType()));
  }

  @Override
  public Tensor transform(Pass pass, Tensor hidden) {
    return head().transformed(pass, hidden);
  }

  @Override
  public Tensor outputRows(Pass pass, Tensor ids) {
    return head().rows(pass, ids);
  }

  @Override
  public Tensor logits(Pass pass, Tensor hidden) {
    return head().scores(pass, hidden);
  }

  @Override
  public Tensor logits(Pass pass, Tensor hidden, Tensor ids) {
    return head().scores(pass, hidden, ids);
  }
}
