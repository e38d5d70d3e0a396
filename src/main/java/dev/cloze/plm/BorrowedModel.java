package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.nn.Parameter;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Site;
import dev.cloze.nn.StackInput;
import dev.cloze.tensor.Tensor;

/**
 * A model that somebody else owns: closing it lets go of nothing, so that several prompts stand on
 * one copy of the weights.
 *
 * @param lender the model
 */
public record BorrowedModel(LanguageModel lender) implements LanguageModel {
  @Override
  public ModelShape shape() {
    return lender.shape();
  }

  @Override
  public ImmutableList<Parameter> parameters() {
    return lender.parameters();
  }

  @Override
  public ImmutableList<Site> sites() {
    return lender.sites();
  }

  @Override
  public Tensor embed(Pass pass, Tensor ids) {
    return lender.embed(pass, ids);
  }

  @Override
  public Tensor encode(Pass pass, StackInput input) {
    return lender.encode(pass, input);
  }

  @Override
  public Tensor encodeAt(Pass pass, StackInput input, ImmutableLongArray positions) {
    return lender.encodeAt(pass, input, positions);
  }

  @Override
  public Tensor transform(Pass pass, Tensor hidden) {
    return lender.transform(pass, hidden);
  }

  @Override
  public Tensor outputRows(Pass pass, Tensor ids) {
    return lender.outputRows(pass, ids);
  }

  @Override
  public Tensor logits(Pass pass, Tensor hidden) {
    return lender.logits(pass, hidden);
  }

  @Override
  public Tensor logits(Pass pass, Tensor hidden, Tensor ids) {
    return lender.logits(pass, hidden, ids);
  }

  @Override
  public void close() {
    // the lender's to close
  }
}
