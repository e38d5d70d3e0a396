package dev.cloze.tensor;

/** Element by element, with the engine's broadcasting, and sums. */
public final class Arithmetic {
  static final String TEXT =
      """
      def add(self, a: Tensor, b: Tensor) -> Tensor:
        return torch.add(a, b)
      def subtract(self, a: Tensor, b: Tensor) -> Tensor:
        return torch.sub(a, b)
      def multiply(self, a: Tensor, b: Tensor) -> Tensor:
        return torch.mul(a, b)
      def divide(self, a: Tensor, b: Tensor) -> Tensor:
        return torch.div(a, b)
      def scale(self, x: Tensor, factor: float) -> Tensor:
        return torch.mul(x, factor)
      def shift(self, x: Tensor, amount: float) -> Tensor:
        return torch.add(x, amount)
      def power(self, x: Tensor, exponent: float) -> Tensor:
        return torch.pow(x, exponent)
      def exp(self, x: Tensor) -> Tensor:
        return torch.exp(x)
      def log(self, x: Tensor) -> Tensor:
        return torch.log(x)
      def sum(self, x: Tensor) -> Tensor:
        return torch.sum(x)
      def sum_axis(self, x: Tensor, axis: int) -> Tensor:
        return torch.sum(x, [axis])
      def mean(self, x: Tensor) -> Tensor:
        return torch.mean(x)
      def max_axis(self, x: Tensor, axis: int) -> Tensor:
        return torch.amax(x, [axis])
      def matmul(self, a: Tensor, b: Tensor) -> Tensor:
        return torch.matmul(a, b)
      """;

  private Arithmetic() {}

  /** {@code a + b}. */
  public static Tensor add(Tensor a, Tensor b) {
    return Script.call("add", a, b);
  }

  /** {@code a - b}. */
  public static Tensor subtract(Tensor a, Tensor b) {
    return Script.call("subtract", a, b);
  }

  /** {@code a * b}. */
  public static Tensor multiply(Tensor a, Tensor b) {
    return Script.call("multiply", a, b);
  }

  /** {@code a / b}. */
  public static Tensor divide(Tensor a, Tensor b) {
    return Script.call("divide", a, b);
  }

  /** {@code x * factor}. */
  public static Tensor scale(Tensor x, double factor) {
    return Script.call("scale", x, factor);
  }

  /** {@code x + amount}. */
  public static Tensor shift(Tensor x, double amount) {
    return Script.call("shift", x, amount);
  }

  /** {@code x} to the power of {@code exponent}. */
  public static Tensor power(Tensor x, double exponent) {
    return Script.call("power", x, exponent);
  }

  /** e to the power of {@code x}. */
  public static Tensor exp(Tensor x) {
    return Script.call("exp", x);
  }

  /** The natural logarithm. */
  public static Tensor log(Tensor x) {
    return Script.call("log", x);
  }

  /** The sum of all numbers. */
  public static Tensor sum(Tensor x) {
    return Script.call("sum", x);
  }

  /** The sum along one axis, which falls away. */
  public static Tensor sum(Tensor x, int axis) {
    return Script.call("sum_axis", x, axis);
  }

  /** The mean of all numbers. */
  public static Tensor mean(Tensor x) {
    return Script.call("mean", x);
  }

  /** The largest number along one axis, which falls away. */
  public static Tensor max(Tensor x, int axis) {
    return Script.call("max_axis", x, axis);
  }

  /** The matrix product over the last two axes. */
  public static Tensor matmul(Tensor a, Tensor b) {
    return Script.call("matmul", a, b);
  }
}
