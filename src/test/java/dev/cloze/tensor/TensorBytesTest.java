package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorBytesTest {
  @ParameterizedTest
  @EnumSource(NumberFormat.class)
  void bytesGoInAndOutUnchanged(NumberFormat format) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(2 * 3 * format.bytes());
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) (format == NumberFormat.BOOL ? i % 2 : 17 * i));
    }

    Scope.run(
        () -> {
          Tensor tensor = Tensor.ofBytes(bytes, format, format, 2, 3);

          assertThat(tensor.format()).isEqualTo(format);
          assertThat(tensor.shape()).containsExactly(2, 3);
          assertThat(tensor.toBytes()).isEqualTo(bytes);
        });
  }

  @Test
  void bytesOfAViewAreInRowMajorOrder() {
    Scope.run(
        () -> {
          Tensor view = Shapes.transpose(Tensor.of(new long[] {1, 2, 3, 4}, 2, 2), 0, 1);

          ByteBuffer bytes = view.toBytes();

          assertThat(bytes.order()).isEqualTo(ByteOrder.nativeOrder());
          assertThat(new long[] {bytes.getLong(8), bytes.getLong(16)}).containsExactly(3, 2);
        });
  }
}
