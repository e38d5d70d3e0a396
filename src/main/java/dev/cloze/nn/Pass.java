package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One forward call: whether it trains, what acts at the sites, what may be seen. Belongs to one
 * thread and one scope.
 */
public final class Pass {
  private final boolean training;
  private final Optional<Double> dropout;
  private final Plan plan;
  private final NumberFormat format;
  private final List<Tensor> hiddenStates = new ArrayList<>();
  private final boolean keepsHiddenStates;
  private AttentionMask mask;
  private final Map<Boolean, ImmutableList<Tensor>> additive = new HashMap<>();

  private Pass(
      boolean training,
      Optional<Double> dropout,
      Plan plan,
      NumberFormat format,
      boolean keepsHiddenStates) {
    this.training = training;
    this.dropout = dropout;
    this.plan = plan;
    this.format = format;
    this.keepsHiddenStates = keepsHiddenStates;
  }

  /** A pass that scores: no dropout. */
  public static Pass scoring(Plan plan, NumberFormat format) {
    return new Pass(false, Optional.empty(), plan, format, false);
  }

  /** A pass that trains: with dropout. */
  public static Pass training(Plan plan, NumberFormat format) {
    return training(plan, format, Optional.empty());
  }

  /**
   * A pass that trains.
   *
   * @param dropout the share that is set to 0 everywhere; each layer's own where absent
   */
  public static Pass training(Plan plan, NumberFormat format, Optional<Double> dropout) {
    return new Pass(true, dropout, plan, format, false);
  }

  /** The same pass, which also keeps the hidden states between the layers. */
  public Pass keepingHiddenStates() {
    return new Pass(training, dropout, plan, format, true);
  }

  /** The same pass in another format, as heads take it that compute in single precision. */
  public Pass in(NumberFormat other) {
    return new Pass(training, dropout, plan, other, false);
  }

  /** The format that the layers compute in. */
  public NumberFormat format() {
    return format;
  }

  /** Whether this pass trains: dropout acts. */
  public boolean trains() {
    return training;
  }

  /** The share that dropout sets to 0 in a pass that trains: {@code p}, or the pass's own. */
  public double dropout(double p) {
    return training ? dropout.orElse(p) : 0;
  }

  /** What was kept: after the embeddings, after each layer; the last after the final norm. */
  public ImmutableList<Tensor> hiddenStates() {
    return ImmutableList.copyOf(hiddenStates);
  }

  Plan plan() {
    return plan;
  }

  /** What acts at a site, if anything does. */
  public <T extends Intervention> Optional<T> at(Site site, Class<T> kind) {
    return plan.at(site, kind);
  }

  /** Puts in what acts in front of the stack; from here on the mask stands. */
  public StackInput enter(Site.Input site, StackInput input) {
    StackInput entered =
        at(site, Intervention.OnInput.class).map(i -> i.apply(site, input, this)).orElse(input);
    this.mask = entered.mask();
    this.additive.clear();
    return entered;
  }

  /** One tensor for attention scores, or none where nothing is hidden but what is to the right. */
  ImmutableList<Tensor> additiveMask(boolean causal) {
    return additive.computeIfAbsent(
        causal,
        key -> mask.isFull() ? ImmutableList.of() : ImmutableList.of(mask.additive(key, format)));
  }

  /** The mask of queries at some positions, [B,M]. */
  ImmutableList<Tensor> additiveMaskAt(boolean causal, ImmutableLongArray positions) {
    return causal ? ImmutableList.of(mask.causalAt(positions, format)) : additiveMask(false);
  }

  /** The number of rows of the batch, B. */
  int batch() {
    return mask.batch();
  }

  /** Whether hidden states between the layers are kept. */
  boolean keepsHiddenStates() {
    return keepsHiddenStates;
  }

  void tap(Tensor hidden) {
    if (keepsHiddenStates) {
      hiddenStates.add(hidden);
    }
  }

  /** Puts the final hidden states in the place of the last that were kept. */
  public void tapFinal(Tensor hidden) {
    if (keepsHiddenStates) {
      hiddenStates.set(hiddenStates.size() - 1, hidden);
    }
  }
}
