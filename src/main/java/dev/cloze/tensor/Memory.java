package dev.cloze.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;

/** Making, copying and casting tensors. */
public final class Memory {
  static final String TEXT =
      """
      def zeros(self, shape: List[int], format: int) -> Tensor:
        return torch.zeros(shape, dtype=format)
      def copy_of(self, raw: Tensor, format: int) -> Tensor:
        return torch.to(raw, format, False, True)
      def copy_of_bits(self, raw: Tensor, bits: int, shape: List[int], format: int) -> Tensor:
        return torch.to(torch.reshape(torch.view_copy(raw, dtype=bits), shape), format)
      def bits(self, x: Tensor) -> Tensor:
        return torch.view_copy(torch.reshape(x, [-1]), dtype=0)
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
   * Copies what a buffer of ours holds into the engine's memory, where it cannot be collected. The
   * engine takes no BF16 from outside, so that goes in as bytes whose meaning a kernel changes.
   */
  static Tensor copyOf(ByteBuffer bytes, NumberFormat from, NumberFormat to, long... shape) {
    boolean asBits = from == NumberFormat.BF16;
    PtNDArray raw =
        asBits
            ? Torch.root().create(bytes, new Shape(bytes.remaining()), DataType.UINT8)
            : Torch.root().create(bytes, new Shape(shape), dataType(from));
    Tensor view = Tensor.inScope(raw);
    Tensor copy =
        asBits
            ? Script.call("copy_of_bits", view, from.code(), shape, to.code())
            : Script.call("copy_of", view, to.code());
    Scope.current().disown(view);
    view.close();
    return copy;
  }

  private static DataType dataType(NumberFormat format) {
    return switch (format) {
      case U8 -> DataType.UINT8;
      case I64 -> DataType.INT64;
      case F16 -> DataType.FLOAT16;
      case F32 -> DataType.FLOAT32;
      case F64 -> DataType.FLOAT64;
      case BOOL -> DataType.BOOLEAN;
      case BF16 -> throw new IllegalArgumentException("BF16 goes in as bits");
    };
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
