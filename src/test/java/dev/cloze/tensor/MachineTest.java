package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void describesItselfInOrder() {
    Map<String, String> described = Machine.describe();
    assertThat(described.keySet())
        .containsExactly(
            "system",
            "java",
            "processor",
            "bf16 instructions",
            "cores",
            "threads an operation",
            "memory",
            "device",
            "engine",
            "native library");
    assertThat(described)
        .containsEntry("engine", "PyTorch 2.7.1")
        .containsEntry("device", "cpu")
        .containsEntry("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    assertThat(described.get("memory")).matches("\\d+\\.\\d GB");
    assertThat(Files.isDirectory(Path.of(described.get("native library")))).isTrue();
    assertThat(Machine.memory()).isGreaterThan(100_000_000L);
  }

  @Test
  void threadsHoldForThreadsThatRanBefore() throws Exception {
    int before = Machine.threads();
    ExecutorService worker = Executors.newSingleThreadExecutor();
    try {
      worker.submit(() -> Machine.threads()).get();
      Machine.setThreads(3);
      assertThat(Machine.threads()).isEqualTo(3);
      assertThat(worker.submit(() -> Machine.threads()).get()).isEqualTo(3);
    } finally {
      worker.shutdown();
      Machine.setThreads(before);
    }
    assertThat(Machine.threads()).isEqualTo(before);
  }

  @Test
  void failsWhenNoThreadIsLeft() {
    assertThatThrownBy(() -> Machine.setThreads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be from 1 to 1024, was 0");
  }

  @Test
  void theSeedDecidesDropout() {
    float[] first = dropped(5);
    assertThat(dropped(6)).isNotEqualTo(first);
    assertThat(dropped(5)).isEqualTo(first);
  }

  private static float[] dropped(long seed) {
    Machine.seed(seed);
    float[] ones = new float[100];
    java.util.Arrays.fill(ones, 1);
    return Scope.get(() -> Layers.dropout(Tensor.of(ones, 100), 0.5).toFloats());
  }
}
