package dev.cloze.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;

/** Making, copying and casting tensors. */
public final class Memory {
  static final String TEXT =
      """
      def zeros(self, shape: List[int], format: int, device: str) -> Tensor:
        return torch.zeros(shape, dtype=format, device=torch.device(device))
      def copy_of(self, raw: Tensor, source: int, format: int, shape: List[int], device: str) -> Tensor:
        x = torch.reshape(torch.view_copy(raw, dtype=source), shape)
        return torch.to(x, torch.device(device), format)
      def values(self, x: Tensor, format: int) -> Tensor:
        return torch.contiguous(torch.to(torch.detach(x), torch.device("cpu"), format))
      def bits(self, x: Tensor) -> Tensor:
        return torch.view_copy(torch.reshape(torch.cpu(x), [-1]), dtype=0)
      def cast(self, x: Tensor, format: int) -> Tensor:
        return torch.contiguous(torch.to(x, format))
      def clone(self, x: Tensor) -> Tensor:
        return torch.clone(x)
      def detach(self, x: Tensor) -> Tensor:
        return torch.detach(x)
      def format(self, x: Tensor) -> int:
        return ops.prim.dtype(x)
      def bytes(self, x: Tensor) -> int:
        return torch.mul(torch.numel(x), torch.element_size(x))
      def set_trainable(self, x: Tensor, trainable: bool) -> int:
        y = torch.requires_grad_(x, trainable)
        return 0
      def is_trainable(self, x: Tensor) -> int:
        return int(ops.prim.requires_grad(x))
      def assign(self, target: Tensor, source: Tensor) -> int:
        y = torch.copy_(target, source)
        return 0
      """;

  private Memory() {}

  /**
   * Copies what a buffer of ours holds into the engine's memory, where it cannot be collected. It
   * goes in as plain bytes and is given its format there: the engine takes no BF16 from outside.
   */
  static Tensor copyOf(ByteBuffer bytes, NumberFormat from, NumberFormat to, long... shape) {
    try (PtNDArray raw = Torch.root().create(bytes, new Shape(bytes.remaining()), DataType.UINT8)) {
      return Script.call(
          "copy_of", raw, from.code(), to.code(), shape, Machine.device().engineName());
    }
  }

  /** The same numbers in another format; gradients flow through. */
  public static Tensor cast(Tensor x, NumberFormat format) {
    return Script.call("cast", x, format.code());
  }

  /** A copy in memory of its own; gradients flow through. */
  public static Tensor clone(Tensor x) {
    return Script.call("clone", x);
  }

  /** The same numbers as a constant: no gradient flows back. */
  public static Tensor detach(Tensor x) {
    return Script.call("detach", x);
  }

  /** Writes the numbers of {@code source} into {@code target}, which must not be recorded. */
  public static void assign(Tensor target, Tensor source) {
    Script.callForLong("assign", target, source);
  }
}
