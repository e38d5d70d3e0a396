package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.Optimizer;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The steps of a training: gradients of one or several small batches, clipped, given to AdamW by
 * groups, at the rate that the schedule says. What it holds beside the parameters is in {@link
 * #state}, so that a training goes on exactly where it was saved.
 */
public final class Optimization implements AutoCloseable {
  private final ImmutableList<ParameterGroup> groups;
  private final ImmutableList<Optimizer> optimizers;
  private final ImmutableList<Tensor> parameters;
  private final Schedule schedule;
  private final Optional<Double> maxGradientNorm;

  /**
   * An optimization of {@code groups}.
   *
   * @param settings the constants of AdamW; each group has a weight decay of its own
   * @param maxGradientNorm what the gradients of all groups together are scaled down to
   */
  public Optimization(
      List<ParameterGroup> groups,
      Schedule schedule,
      Optimizer.Settings settings,
      Optional<Double> maxGradientNorm) {
    this.groups = ImmutableList.copyOf(groups);
    this.schedule = schedule;
    this.maxGradientNorm = maxGradientNorm;
    this.optimizers =
        groups.stream()
            .map(g -> new Optimizer(g.values(), settings.withWeightDecay(g.weightDecay())))
            .collect(ImmutableList.toImmutableList());
    this.parameters =
        groups.stream()
            .flatMap(group -> group.values().stream())
            .collect(ImmutableList.toImmutableList());
  }

  /**
   * What a step did.
   *
   * @param loss the mean over the batches
   * @param gradientNorm before it was clipped; absent where nothing clips
   * @param factor the share of the peak learning rates that was taken
   */
  public record StepResult(double loss, Optional<Double> gradientNorm, double factor) {}

  /**
   * One step on one batch.
   *
   * @param step its number from 0, which the schedule reads
   * @param loss computes the loss; called once, with gradients recorded
   * @throws ClozeException {@link TrainError#NOT_FINITE}; the parameters are then as they were
   */
  public StepResult step(long step, Supplier<Tensor> loss) {
    return step(step, ImmutableList.of(loss));
  }

  /** One step on several batches that count alike: their gradients' mean. */
  public StepResult step(long step, List<Supplier<Tensor>> losses) {
    ImmutableList.Builder<Batch> batches = ImmutableList.builder();
    losses.forEach(loss -> batches.add(new Batch(1.0 / losses.size(), loss)));
    return stepOf(step, batches.build());
  }

  /**
   * A batch of a step.
   *
   * @param share how much of the step it is; the shares of a step sum to 1
   */
  public record Batch(double share, Supplier<Tensor> loss) {}

  /** One step on batches of different sizes. */
  public StepResult stepOf(long step, List<Batch> batches) {
    double factor = schedule.factor(step);
    return Scope.get(
        () -> {
          List<Tensor> sums = new ArrayList<>();
          double loss = 0;
          for (Batch batch : batches) {
            loss += batch.share() * accumulate(sums, batch, batches.size() > 1);
          }
          Optional<Double> norm =
              maxGradientNorm.map(limit -> (double) Gradients.clip(sums, limit).item());
          requireFinite(step, loss, norm);
          apply(sums, factor);
          return new StepResult(loss, norm, factor);
        });
  }

  /** Adds a batch's gradients, in a scope of its own so that its activations are let go. */
  private double accumulate(List<Tensor> sums, Batch batch, boolean several) {
    if (!several) {
      Tensor loss = recorded(batch.loss());
      sums.addAll(Gradients.of(loss, parameters));
      return loss.item();
    }
    if (sums.isEmpty()) {
      parameters.forEach(p -> sums.add(Tensor.zeros(p.format(), p.shape())));
    }
    return Scope.get(
        () -> {
          Tensor loss = recorded(batch.loss());
          Gradients.accumulate(sums, Gradients.of(loss, parameters), batch.share());
          return (double) loss.item();
        });
  }

  /**
   * A loss without the handles of what it was computed from: what the backward pass needs is kept
   * by the engine, and let go as the pass comes by.
   */
  private static Tensor recorded(Supplier<Tensor> loss) {
    Scope forward = Scope.open();
    try {
      return forward.keep(Gradients.recording(loss));
    } finally {
      forward.close();
    }
  }

  private void requireFinite(long step, double loss, Optional<Double> norm) {
    boolean finite = Double.isFinite(loss) && norm.map(Double::isFinite).orElse(true);
    if (!finite) {
      throw new ClozeException(
          TrainError.NOT_FINITE,
          "step %d: the %s is %s; a smaller learning_rate (now %s), a warm-up or"
              + " max_gradient_norm may mend it, and dtype f32 where it was bf16",
          step + 1,
          Double.isFinite(loss) ? "gradient" : "loss",
          Double.isFinite(loss) ? norm.orElseThrow() : loss,
          groups.get(0).learningRate() * schedule.factor(step));
    }
  }

  private void apply(List<Tensor> gradients, double factor) {
    int start = 0;
    for (int i = 0; i < groups.size(); i++) {
      int end = start + groups.get(i).tensors().size();
      optimizers.get(i).step(gradients.subList(start, end), groups.get(i).learningRate() * factor);
      start = end;
    }
  }

  /** The parameters, by the names they are saved under. */
  public ImmutableMap<String, Tensor> parameters() {
    ImmutableMap.Builder<String, Tensor> named = ImmutableMap.builder();
    groups.forEach(group -> group.tensors().forEach(t -> named.put(t.name(), t.tensor())));
    return named.buildOrThrow();
  }

  /** Everything that an exact resume needs: parameters, moments, step counts; live tensors. */
  public ImmutableMap<String, Tensor> state() {
    ImmutableMap.Builder<String, Tensor> state = ImmutableMap.builder();
    parameters().forEach((name, tensor) -> state.put("parameter/" + name, tensor));
    for (int i = 0; i < groups.size(); i++) {
      ImmutableList<NamedTensor> tensors = groups.get(i).tensors();
      ImmutableList<Tensor> kept = optimizers.get(i).state();
      for (int j = 0; j < kept.size(); j++) {
        String name = tensors.get(j % tensors.size()).name();
        state.put("moment" + j / tensors.size() + "/" + name, kept.get(j));
      }
    }
    return state.buildOrThrow();
  }

  /** Puts a saved state back, in place. */
  public void restore(Map<String, Tensor> saved) {
    restore(state(), saved);
  }

  /**
   * Copies saved tensors into live ones of the same names.
   *
   * @throws ClozeException {@link TrainError#OTHER_STATE} where names or shapes differ
   */
  static void restore(Map<String, Tensor> live, Map<String, Tensor> saved) {
    live.forEach(
        (name, target) -> {
          Tensor source = saved.get(name);
          if (source == null || !Arrays.equals(source.shape(), target.shape())) {
            throw new ClozeException(
                TrainError.OTHER_STATE,
                "the saved state %s '%s'; it belongs to another model or other options",
                source == null ? "lacks" : "has another shape of",
                name);
          }
          Memory.assign(target, source);
        });
  }

  @Override
  public void close() {
    optimizers.forEach(Optimizer::close);
  }
}
