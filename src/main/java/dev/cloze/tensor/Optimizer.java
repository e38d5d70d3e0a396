package dev.cloze.tensor;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2), fused: one kernel steps all parameters of a
 * group. Holds two numbers for each number that trains, until it is closed.
 */
public final class Optimizer implements AutoCloseable {
  static final String TEXT =
      """
      def adamw(self, xs: List[Tensor], gs: List[Tensor], ms: List[Tensor], vs: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float, decay: float, epsilon: float) -> int:
        torch._foreach_add_(steps, 1.)
        torch._fused_adamw_(xs, gs, ms, vs, annotate(List[Tensor], []), steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)
        return 0
      """;

  private final ImmutableList<Tensor> parameters;
  private final ImmutableList<Tensor> firstMoments;
  private final ImmutableList<Tensor> secondMoments;
  private final ImmutableList<Tensor> steps;
  private final Settings settings;

  /** An optimizer of {@code parameters}, all trainable, in single precision. */
  public Optimizer(List<Tensor> parameters, Settings settings) {
    this.parameters = ImmutableList.copyOf(parameters);
    this.settings = settings;
    this.firstMoments = zerosLike(parameters);
    this.secondMoments = zerosLike(parameters);
    this.steps =
        Scope.get(
            () ->
                parameters.stream()
                    .map(p -> Tensor.zeros(NumberFormat.F32).lasting())
                    .collect(ImmutableList.toImmutableList()));
  }

  private static ImmutableList<Tensor> zerosLike(List<Tensor> parameters) {
    return Scope.get(
        () ->
            parameters.stream()
                .map(p -> Tensor.zeros(p.format(), p.shape()).lasting())
                .collect(ImmutableList.toImmutableList()));
  }

  /** Moves every parameter by its gradient; {@code rate} is this step's learning rate. */
  public void step(List<Tensor> gradients, double rate) {
    Script.callForLong(
        "adamw",
        parameters,
        gradients,
        firstMoments,
        secondMoments,
        steps,
        rate,
        settings.beta1(),
        settings.beta2(),
        settings.weightDecay(),
        settings.epsilon());
  }

  /** What has to be saved for an exact resume: moments and step counts, in parameter order. */
  public ImmutableList<Tensor> state() {
    return ImmutableList.<Tensor>builder()
        .addAll(firstMoments)
        .addAll(secondMoments)
        .addAll(steps)
        .build();
  }

  @Override
  public void close() {
    state().forEach(Tensor::close);
  }

  /**
   * The constants of AdamW.
   *
   * @param beta1 the decay of the mean gradient, 0.9
   * @param beta2 the decay of the mean squared gradient, 0.999
   * @param epsilon added to the denominator, 1e-8
   * @param weightDecay the share of a weight taken off at each step, times the rate; 0.01
   */
  public record Settings(double beta1, double beta2, double epsilon, double weightDecay) {
    /** PyTorch's defaults. */
    public static Settings defaults() {
      return new Settings(0.9, 0.999, 1e-8, 0.01);
    }

    /** The same with another weight decay. */
    public Settings withWeightDecay(double newWeightDecay) {
      return new Settings(beta1, beta2, epsilon, newWeightDecay);
    }
  }
}
