package dev.cloze.tensor;

import java.util.List;

/** Views and joins; negative axes count from the last, -1. */
public final class Shapes {
  static final String TEXT =
      """
      def reshape(self, x: Tensor, shape: List[int]) -> Tensor:
        return torch.reshape(x, shape)
      def transpose(self, x: Tensor, first: int, second: int) -> Tensor:
        return torch.transpose(x, first, second)
      def contiguous(self, x: Tensor) -> Tensor:
        return torch.contiguous(x)
      def narrow(self, x: Tensor, axis: int, start: int, length: int) -> Tensor:
        return torch.narrow(x, axis, start, length)
      def join(self, xs: List[Tensor], axis: int) -> Tensor:
        return torch.cat(xs, axis)
      def expand(self, x: Tensor, shape: List[int]) -> Tensor:
        return torch.expand(x, shape)
      """;

  private Shapes() {}

  /** How many numbers a shape holds. */
  public static long count(long... shape) {
    long count = 1;
    for (long length : shape) {
      count = Math.multiplyExact(count, length);
    }
    return count;
  }

  /** The same numbers under another shape; one axis may be -1. */
  public static Tensor reshape(Tensor x, long... shape) {
    return Script.call("reshape", x, shape);
  }

  /** Swaps two axes. */
  public static Tensor transpose(Tensor x, int first, int second) {
    return Script.call("transpose", x, first, second);
  }

  /** The same numbers in row-major order in memory. */
  public static Tensor contiguous(Tensor x) {
    return Script.call("contiguous", x);
  }

  /** {@code length} entries of an axis from {@code start} on: a view. */
  public static Tensor narrow(Tensor x, int axis, long start, long length) {
    return Script.call("narrow", x, axis, start, length);
  }

  /** Joins tensors along an axis. */
  public static Tensor join(List<Tensor> xs, int axis) {
    return Script.call("join", xs, axis);
  }

  /** Repeats axes of length 1 without copying; -1 leaves an axis as it is. */
  public static Tensor expand(Tensor x, long... shape) {
    return Script.call("expand", x, shape);
  }
}
