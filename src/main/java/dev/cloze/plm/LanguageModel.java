package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.nn.Parameter;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Site;
import dev.cloze.nn.StackInput;
import dev.cloze.tensor.Tensor;

/**
 * A pretrained language model. Its parameters are read by any number of threads at once; what
 * belongs to one call is in the {@link Pass}, and results belong to the open scope.
 */
public interface LanguageModel extends AutoCloseable {
  /** Kind and sizes. */
  ModelShape shape();

  /** Every parameter, once. */
  ImmutableList<Parameter> parameters();

  /** Every place where a delta may act, in the order of the computation. */
  ImmutableList<Site> sites();

  /** The word embeddings of tokens, before positions are added: [B,T] to [B,T,H]. */
  Tensor embed(Pass pass, Tensor ids);

  /** The final hidden states: [B,T,H], with T counting rows that were put in front. */
  Tensor encode(Pass pass, StackInput input);

  /**
   * The final hidden states at some positions, which costs less than all of them.
   *
   * @param positions M for each of the B rows of the input, row by row; rows that a delta puts in
   *     front are not counted
   * @return [B·M,H]
   */
  Tensor encodeAt(Pass pass, StackInput input, ImmutableLongArray positions);

  /**
   * What the map to the vocabulary reads: hidden states [N,H] after the head's own transform, in
   * single precision; the same states where the head has none.
   */
  Tensor transform(Pass pass, Tensor hidden);

  /** The rows of the map to the vocabulary of the tokens {@code ids} [W]: [W,H]. */
  Tensor outputRows(Pass pass, Tensor ids);

  /** The scores of all tokens for hidden states [N,H], in single precision: [N,V]. */
  Tensor logits(Pass pass, Tensor hidden);

  /** The scores of the tokens {@code ids} [W] for hidden states [N,H]: [N,W]. */
  Tensor logits(Pass pass, Tensor hidden, Tensor ids);

  @Override
  default void close() {
    parameters().forEach(Parameter::close);
  }
}
