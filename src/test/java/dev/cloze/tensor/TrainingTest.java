package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole training steps: what they hold, and whether they repeat. */
class TrainingTest {
  /** A tensor of activations left over at each step would take 28 MB. */
  private static final long BOUND_KILOBYTES = 16_000;

  /** All of the heap is resident from the start, so that what grows is the engine's. */
  private static final List<String> FIXED_HEAP =
      List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  @Test
  void holdsNoMoreAfterManyStepsThanAfterFew() throws Exception {
    List<String> lines = ChildProcess.lines(FIXED_HEAP, TrainingProcess.class, "memory");
    List<String> few = words(lines.get(0));
    List<String> many = words(lines.get(1));
    assertThat(few.subList(0, 2)).isEqualTo(many.subList(0, 2));
    assertThat(Long.parseLong(many.get(2)) - Long.parseLong(few.get(2)))
        .isLessThan(BOUND_KILOBYTES);
    List<String> losses = words(lines.get(2));
    assertThat(Float.parseFloat(losses.get(0))).isGreaterThan(0.9f);
    assertThat(Float.parseFloat(losses.get(1))).isLessThan(0.3f);
    assertThat(lines.get(3)).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void repeatsBitForBitInAnotherProcess(int threads) throws Exception {
    List<String> once = losses(threads);
    assertThat(once).hasSize(21).doesNotHaveDuplicates();
    assertThat(losses(threads)).isEqualTo(once);
  }

  private static List<String> losses(int threads) throws Exception {
    return ChildProcess.lines(List.of(), TrainingProcess.class, "losses", String.valueOf(threads));
  }

  private static List<String> words(String line) {
    return Splitter.on(' ').splitToList(line);
  }
}
