package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.cuda.CudaUtils;
import dev.cloze.base.ClozeException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {
  @ParameterizedTest
  @CsvSource({
    "cpu, false, CPU",
    "cpu, true, CPU",
    "cuda, true, CUDA",
    "auto, true, CUDA",
    "auto, false, CPU"
  })
  void resolves(String name, boolean cudaAvailable, Device expected) {
    assertThat(Device.resolve(name, cudaAvailable)).isEqualTo(expected);
  }

  @Test
  void failsWhenThereIsNoCuda() {
    Assumptions.assumeFalse(CudaUtils.hasCuda());
    assertThatThrownBy(() -> Device.resolve("cuda"))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TensorError.NO_CUDA))
        .hasMessage(
            "device: 'cuda' was asked for, but the native library is 'cpu' and no NVIDIA card was"
                + " found; use 'cpu' or 'auto'");
  }

  @Test
  void failsWhenTheNameIsUnknown() {
    assertThatThrownBy(() -> Device.resolve("gpu"))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TensorError.UNKNOWN_DEVICE))
        .hasMessage("device: no device is named 'gpu'; known: auto, cpu, cuda");
  }

  @Test
  void kernelsMakeTensorsOnTheDeviceThatTheyAreGiven() {
    assertThat(Machine.device()).isEqualTo(Device.CPU);
    Scope.run(
        () -> {
          long[] shape = {2};
          // the engine's device without memory: its tensors have a shape, and no numbers to read
          Tensor x = Script.call("zeros", shape, NumberFormat.F32.code(), "meta");
          assertThat(x.shape()).containsExactly(2);
          assertThatThrownBy(x::toFloats).hasMessageContaining("meta");
        });
  }
}
