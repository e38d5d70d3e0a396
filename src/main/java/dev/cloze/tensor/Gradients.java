package dev.cloze.tensor;

import ai.djl.pytorch.jni.JniUtils;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gradients, taken of named tensors and returned as values: nothing is collected inside the
 * parameters, and one thread's training leaves every other thread alone.
 */
public final class Gradients {
  static final String TEXT =
      """
      def gradients(self, y: Tensor, dy: List[Tensor], xs: List[Tensor]) -> List[Tensor]:
        seeds = annotate(List[Optional[Tensor]], [self.maybe(dy)])
        found = torch.grad([y], xs, seeds, False, False, True)
        result = annotate(List[Tensor], [])
        for i in range(torch.len(xs)):
          g = found[i]
          if torch.__is__(g, None):
            d = torch.zeros_like(xs[i])
          else:
            d = unchecked_cast(Tensor, g)
          _0 = torch.append(result, d)
        return result
      def add_all(self, xs: List[Tensor], ys: List[Tensor], factor: float) -> int:
        torch._foreach_add_(xs, ys, alpha=factor)
        return 0
      def scale_all(self, xs: List[Tensor], factor: float) -> int:
        torch._foreach_mul_(xs, factor)
        return 0
      def norm(self, xs: List[Tensor]) -> Tensor:
        return torch.linalg_vector_norm(torch.stack(torch._foreach_norm(xs)), 2)
      def clip(self, xs: List[Tensor], limit: float) -> Tensor:
        total = self.norm(xs)
        factor = torch.clamp_max(torch.div(torch.full_like(total, limit), torch.add(total, 9.9999999999999995e-07)), 1.)
        torch._foreach_mul_(xs, factor)
        return total
      """;

  private Gradients() {}

  /** Runs a computation on this thread so that gradients can be taken of its result. */
  public static <T> T recording(Supplier<T> computation) {
    return inMode(true, computation);
  }

  /** Runs a computation inside a recorded one without recording it. */
  public static <T> T pausing(Supplier<T> computation) {
    return inMode(false, computation);
  }

  private static <T> T inMode(boolean records, Supplier<T> computation) {
    boolean before = isRecording();
    JniUtils.setGradMode(records);
    try {
      return computation.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** Whether this thread records. */
  public static boolean isRecording() {
    Torch.root();
    return JniUtils.isGradMode();
  }

  /** d loss / d parameter for each parameter, zeros where the loss does not depend on one. */
  public static ImmutableList<Tensor> of(Tensor loss, List<Tensor> parameters) {
    return ImmutableList.copyOf(
        Script.callForList("gradients", loss, ImmutableList.of(), parameters));
  }

  /** Σ outputGradient · d output / d parameter, for chaining backward passes by hand. */
  public static ImmutableList<Tensor> of(
      Tensor output, Tensor outputGradient, List<Tensor> parameters) {
    return ImmutableList.copyOf(
        Script.callForList("gradients", output, ImmutableList.of(outputGradient), parameters));
  }

  /** {@code sums[i] += factor * parts[i]}, in place: gradients over several small batches. */
  public static void accumulate(List<Tensor> sums, List<Tensor> parts, double factor) {
    Script.callForLong("add_all", sums, parts, factor);
  }

  /** {@code gradients[i] *= factor}, in place. */
  public static void scale(List<Tensor> gradients, double factor) {
    Script.callForLong("scale_all", gradients, factor);
  }

  /** The Euclidean norm of all gradients together, a tensor of one number. */
  public static Tensor norm(List<Tensor> gradients) {
    return Script.call("norm", gradients);
  }

  /** Scales the gradients in place so that their norm is at most {@code limit}; the norm before. */
  public static Tensor clip(List<Tensor> gradients, double limit) {
    return Script.call("clip", gradients, limit);
  }
}
