package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(InScope.class)
class TensorTest {
  /** 1.5, -2 and 0.25 (1, 0 and 200 for whole numbers) as hexadecimal bytes, little endian. */
  @ParameterizedTest
  @CsvSource({
    "F64, 000000000000F83F 00000000000000C0 000000000000D03F, 1.5, -2, 0.25",
    "F32, 0000C03F 000000C0 0000803E, 1.5, -2, 0.25",
    "F16, 003E 00C0 0034, 1.5, -2, 0.25",
    "BF16, C03F 00C0 803E, 1.5, -2, 0.25",
    "I64, 0100000000000000 FFFFFFFFFFFFFFFF C800000000000000, 1, -1, 200",
    "U8, 01 00 C8, 1, 0, 200",
    "BOOL, 01 00 01, 1, 0, 1",
  })
  void readsBytesAtAnyPosition(
      NumberFormat format, String hexadecimal, double first, double second, double third) {
    byte[] bytes = bytes(hexadecimal);
    for (int offset : new int[] {0, 1, 3, 8}) {
      ByteBuffer buffer = direct(offset + bytes.length + 5);
      buffer.position(offset).put(bytes).flip().position(offset);
      Tensor same = Tensor.ofBytes(buffer, format, format, 3);
      Tensor cast = Tensor.ofBytes(buffer, format, NumberFormat.F64, 1, 3);
      buffer.clear();
      while (buffer.hasRemaining()) {
        buffer.put((byte) 0x55);
      }
      assertThat(same.format()).isEqualTo(format);
      assertThat(same.shape()).containsExactly(3);
      assertThat(same.toDoubles()).containsExactly(first, second, third);
      assertThat(cast.format()).isEqualTo(NumberFormat.F64);
      assertThat(cast.shape()).containsExactly(1, 3);
      assertThat(cast.toDoubles()).containsExactly(first, second, third);
    }
  }

  @Test
  void readsASliceInTheByteOrderOfFilesWhateverTheBufferSays() {
    ByteBuffer buffer = direct(12).order(ByteOrder.BIG_ENDIAN);
    buffer.put(bytes("00000000 0000C03F 00000000")).flip();
    Tensor x = Tensor.ofBytes(buffer.slice(4, 4), NumberFormat.F32, NumberFormat.F32);
    assertThat(x.shape()).isEmpty();
    assertThat(x.item()).isEqualTo(1.5f);
  }

  @ParameterizedTest
  @EnumSource
  void readsNothing(NumberFormat format) {
    Tensor x = Tensor.ofBytes(direct(0), format, format, 0, 4);
    assertThat(x.shape()).containsExactly(0, 4);
    assertThat(x.format()).isEqualTo(format);
    assertThat(x.toDoubles()).isEmpty();
  }

  @Test
  void failsWhenTheLengthIsNotThatOfTheShape() {
    assertThatThrownBy(() -> Tensor.ofBytes(direct(15), NumberFormat.F32, NumberFormat.F32, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("F32 [2, 2] takes 16 bytes, found 15");
  }

  @Test
  void failsWhenTheBufferIsOnTheHeap() {
    ByteBuffer heap = ByteBuffer.allocate(16);
    assertThatThrownBy(() -> Tensor.ofBytes(heap, NumberFormat.F32, NumberFormat.F32, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a direct buffer was expected, found one on the heap");
  }

  @Test
  void failsWhenAClosedTensorIsUsed() {
    Tensor x = Tensor.of(new float[] {1}, 1);
    x.close();
    x.close();
    assertThatThrownBy(x::toFloats).hasMessage("this tensor is closed: its scope has ended");
    assertThatThrownBy(x::shape).hasMessageContaining("closed");
    assertThatThrownBy(() -> Arithmetic.add(x, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void failsWhenOneNumberIsAskedOfMany() {
    Tensor x = Tensor.of(new float[] {1, 2}, 2);
    assertThatThrownBy(x::item).hasMessage("one number was expected, found 2");
  }

  @Test
  void sizesCountFromEitherEnd() {
    Tensor x = Tensor.zeros(NumberFormat.F32, 2, 3, 4);
    assertThat(x.size(0)).isEqualTo(2);
    assertThat(x.size(-1)).isEqualTo(4);
  }

  @Test
  void countsOpenTensorsAndTheirBytes() {
    int count = Tensor.liveCount();
    long bytes = Tensor.liveBytes();
    Tensor x = Tensor.zeros(NumberFormat.F64, 5, 7);
    Tensor y = Memory.cast(x, NumberFormat.BF16);
    assertThat(Tensor.liveCount()).isEqualTo(count + 2);
    assertThat(Tensor.liveBytes()).isEqualTo(bytes + 5 * 7 * (8 + 2));
    x.close();
    y.close();
    assertThat(Tensor.liveCount()).isEqualTo(count);
    assertThat(Tensor.liveBytes()).isEqualTo(bytes);
  }

  @Test
  void failedKernelsNameThemselvesAndWhatTheyWereGiven() {
    Tensor x = Tensor.zeros(NumberFormat.F32, 2, 3);
    Tensor w = Tensor.zeros(NumberFormat.BF16, 4, 5);
    int before = Tensor.liveCount();
    assertThatThrownBy(() -> Layers.linear(x, w, List.of(x)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("kernel linear(F32[2, 3], BF16[4, 5], [F32[2, 3]]): RuntimeError: ")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> Shapes.reshape(x, 5, 7))
        .hasMessage(
            "kernel reshape(F32[2, 3], [5, 7]): RuntimeError: shape '[5, 7]' is invalid for input"
                + " of size 6");
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void assignsInPlace() {
    Tensor x = Tensor.of(new float[] {1, 2}, 2);
    Tensor copy = Memory.clone(x);
    Memory.assign(x, Tensor.of(new double[] {3, 4}, 2));
    assertThat(x.toFloats()).containsExactly(3, 4);
    assertThat(copy.toFloats()).containsExactly(1, 2);
    assertThat(Tensor.of(new long[] {1L << 60}, 1).toLongs().get(0)).isEqualTo(1L << 60);
  }

  private static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length);
  }

  private static byte[] bytes(String hexadecimal) {
    return java.util.HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
  }
}
