package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionTest {
  private static final CpuFlags WITHOUT = new CpuFlags("Old 1", ImmutableSet.of("avx2", "avx512f"));

  @ParameterizedTest
  @CsvSource({
    "f32, CPU, amx_bf16, F32",
    "bf16, CPU, avx512_bf16, BF16",
    "bf16, CPU, amx_bf16, BF16",
    "bf16, CPU, bf16, BF16",
    "auto, CPU, bf16, BF16",
    "auto, CPU, avx2, F32",
    "f32, CUDA, avx2, F32",
    "auto, CUDA, amx_bf16, F32",
    "bf16, CUDA, avx2, BF16",
  })
  void resolvesWithoutAWord(String dtype, Device device, String flag, NumberFormat expected) {
    try (LogLines log = new LogLines(Precision.class)) {
      CpuFlags cpu = new CpuFlags("Any", ImmutableSet.of("sse", flag));
      assertThat(Precision.resolve(dtype, device, cpu)).isEqualTo(expected);
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void warnsAndFallsBackWhereBf16WouldBeSlower() {
    try (LogLines log = new LogLines(Precision.class)) {
      assertThat(Precision.resolve("bf16", Device.CPU, WITHOUT)).isEqualTo(NumberFormat.F32);
      assertThat(log.lines())
          .containsExactly(
              "WARN dtype: this processor (Old 1) has no bf16 instructions and would be slower with"
                  + " bf16; computing in f32");
    }
  }

  @Test
  void failsWhenTheNameIsUnknown() {
    assertThatThrownBy(() -> Precision.resolve("fp32"))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(TensorError.UNKNOWN_PRECISION))
        .hasMessage(
            "dtype: no precision is named 'fp32'; did you mean 'f32'? known: auto, bf16, f32");
  }

  @Test
  void autoFollowsTheProcessor() {
    assertThat(Precision.resolve("auto") == NumberFormat.BF16)
        .isEqualTo(CpuFlags.ofThisMachine().hasBf16());
  }
}
