package dev.cloze.weights;

import dev.cloze.tensor.NumberFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** Widening of the whole numbers that the engine is not given: 8, 16 and 32 bits, signed. */
final class WholeNumbers {
  private WholeNumbers() {}

  /** The numbers of {@code width} bytes each, little endian, as {@link NumberFormat#I64}. */
  static ByteBuffer widened(ByteBuffer numbers, int width) {
    ByteBuffer source = numbers.slice().order(ByteOrder.LITTLE_ENDIAN);
    int count = source.remaining() / width;
    ByteBuffer wide =
        ByteBuffer.allocateDirect(Math.multiplyExact(count, Long.BYTES))
            .order(ByteOrder.nativeOrder());
    LongBuffer target = wide.asLongBuffer();
    for (int i = 0; i < count; i++) {
      target.put(
          switch (width) {
            case Byte.BYTES -> source.get();
            case Short.BYTES -> source.getShort();
            case Integer.BYTES -> source.getInt();
            default ->
                throw new IllegalArgumentException("no whole numbers of " + width + " bytes");
          });
    }
    return wide;
  }
}
