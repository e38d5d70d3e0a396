package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuFlagsTest {
  @Test
  void readsLinuxOnX86() {
    CpuFlags cpu =
        CpuFlags.parse(
            """
            processor\t: 0
            model name\t: Processor: 9 Series
            power management:
            flags\t\t: fpu sse2 avx512f avx512_bf16

            processor\t: 1
            flags\t\t: fpu sse2 avx512f avx512_bf16
            """);
    assertThat(cpu.name()).isEqualTo("Processor: 9 Series");
    assertThat(cpu.flags()).containsExactly("fpu", "sse2", "avx512f", "avx512_bf16");
    assertThat(cpu.hasBf16()).isTrue();
  }

  @Test
  void readsLinuxOnArm() {
    CpuFlags cpu = CpuFlags.parse("BogoMIPS\t: 50.00\nFeatures\t: fp asimd i8mm bf16\n");
    assertThat(cpu.name()).isEqualTo("unknown");
    assertThat(cpu.hasBf16()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true"})
  void readsMacOs(int value, boolean expected) {
    CpuFlags cpu =
        CpuFlags.parse(
            "machdep.cpu.brand_string: Apple M2\nhw.optional.arm.FEAT_BF16: " + value + "\n");
    assertThat(cpu.name()).isEqualTo("Apple M2");
    assertThat(cpu.hasBf16()).isEqualTo(expected);
  }

  @Test
  void takesWholeNamesOnly() {
    assertThat(CpuFlags.parse("flags : avx512_bf16x not_bf16\n").hasBf16()).isFalse();
    assertThat(CpuFlags.parse("bugs : bf16\n").hasBf16()).isFalse();
  }

  @Test
  void knowsNothingOfNoText() {
    assertThat(CpuFlags.parse("").flags()).isEmpty();
    assertThat(CpuFlags.parse("").hasBf16()).isFalse();
  }

  @Test
  void asksThisMachine() {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/cpuinfo")));
    assertThat(CpuFlags.ofThisMachine().flags()).isNotEmpty();
  }
}
