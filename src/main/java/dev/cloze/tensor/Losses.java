package dev.cloze.tensor;

import java.util.List;

/** Distributions over the last axis, and losses. */
public final class Losses {
  /** A target that counts for nothing. */
  public static final long IGNORED = -100;

  static final String TEXT =
      """
      def softmax(self, x: Tensor) -> Tensor:
        return torch.softmax(x, -1)
      def log_softmax(self, x: Tensor) -> Tensor:
        return torch.log_softmax(x, -1)
      def logsumexp(self, x: Tensor, axis: int) -> Tensor:
        return torch.logsumexp(x, [axis])
      def cross_entropy(self, x: Tensor, t: Tensor, w: List[Tensor], ignored: int, smoothing: float) -> Tensor:
        return torch.cross_entropy_loss(x, t, self.maybe(w), 1, ignored, smoothing)
      """;

  private Losses() {}

  /** Probabilities over the last axis. */
  public static Tensor softmax(Tensor x) {
    return Script.call("softmax", x);
  }

  /** Log-probabilities over the last axis. */
  public static Tensor logSoftmax(Tensor x) {
    return Script.call("log_softmax", x);
  }

  /** log Σ exp(x) along one axis, which falls away. */
  public static Tensor logSumExp(Tensor x, int axis) {
    return Script.call("logsumexp", x, axis);
  }

  /** The mean cross-entropy of {@code scores} [N,C], not normalised, and N class numbers. */
  public static Tensor crossEntropy(Tensor scores, long... targets) {
    return crossEntropy(scores, Tensor.of(targets, targets.length), List.of(), 0);
  }

  /**
   * The mean cross-entropy.
   *
   * @param scores [N,C], not normalised
   * @param targets [N] class numbers; {@link #IGNORED} ones count for nothing
   * @param classWeights one tensor [C], or none
   * @param smoothing the share of the target's mass spread over all classes, 0 for none
   */
  public static Tensor crossEntropy(
      Tensor scores, Tensor targets, List<Tensor> classWeights, double smoothing) {
    return Script.call("cross_entropy", scores, targets, classWeights, IGNORED, smoothing);
  }
}
