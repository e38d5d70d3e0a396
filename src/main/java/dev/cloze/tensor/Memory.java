package dev.cloze.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/** Making, copying and casting tensors. */
public final class Memory {
  static final String TEXT =
      """
      def zeros(self, shape: List[int], format: int) -> Tensor:
        return torch.zeros(shape, dtype=format)
      def copy_of(self, raw: Tensor, format: int) -> Tensor:
        return torch.to(raw, format, False, True)
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

  /** Copies what a buffer of ours holds into the engine's memory, where it cannot be collected. */
  static Tensor copyOf(ByteBuffer bytes, NumberFormat from, NumberFormat to, long... shape) {
    PtNDArray raw =
        from == NumberFormat.BF16
            ? Torch.root().create(widened(bytes), new Shape(shape), DataType.FLOAT32)
            : Torch.root().create(bytes, new Shape(shape), dataType(from));
    Tensor view = Tensor.inScope(raw);
    Tensor copy = Script.call("copy_of", view, to.code());
    Scope.current().disown(view);
    view.close();
    return copy;
  }

  /** BF16 is the upper half of a single-precision number; the engine takes no BF16 from outside. */
  private static ByteBuffer widened(ByteBuffer bytes) {
    ShortBuffer halves = bytes.asShortBuffer();
    ByteBuffer wide =
        ByteBuffer.allocateDirect(Math.multiplyExact(halves.remaining(), Float.BYTES))
            .order(ByteOrder.nativeOrder());
    IntBuffer target = wide.asIntBuffer();
    while (halves.hasRemaining()) {
      target.put(halves.get() << 16);
    }
    return wide;
  }

  private static DataType dataType(NumberFormat format) {
    return switch (format) {
      case U8 -> DataType.UINT8;
      case I64 -> DataType.INT64;
      case F16 -> DataType.FLOAT16;
      case F32 -> DataType.FLOAT32;
      case F64 -> DataType.FLOAT64;
      case BOOL -> DataType.BOOLEAN;
      case BF16 -> throw new IllegalArgumentException("BF16 is widened first");
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
