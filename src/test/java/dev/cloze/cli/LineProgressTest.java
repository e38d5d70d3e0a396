package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.base.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineProgressTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong();
  private final StringWriter written = new StringWriter();
  private final Progress progress = new LineProgress(new PrintWriter(written), clock::get);

  @Test
  void saysNowAndThenHowFarItIs() {
    try (Progress.Task task = progress.start("training", 40)) {
      for (int step = 0; step < 40; step++) {
        clock.addAndGet(SECOND / 4);
        task.note("loss 0.5");
        task.advance(1);
      }
    }

    assertThat(written.toString().lines())
        .containsExactly(
            "training: 20 of 40, loss 0.5, 4.0/s, 5 s left",
            "training: 40 of 40, loss 0.5 in 10.0 s, 4.0/s");
  }

  /** 20 units in 5 s by this process: those of an earlier one are no work of its own. */
  @Test
  void countsRateAndTimeLeftFromWhereItGoesOn() {
    try (Progress.Task task = progress.resume("training", 140, 100)) {
      for (int step = 0; step < 40; step++) {
        clock.addAndGet(SECOND / 4);
        task.advance(1);
      }
    }

    assertThat(written.toString().lines())
        .containsExactly(
            "training: 120 of 140, 4.0/s, 5 s left", "training: 140 of 140 in 10.0 s, 4.0/s");
  }

  @Test
  void saysHowMuchIsDoneWhereTheEndIsNotKnown() {
    try (Progress.Task task = progress.start("labelling", Progress.UNKNOWN)) {
      for (int batch = 0; batch < 3; batch++) {
        clock.addAndGet(4 * SECOND);
        task.advance(8);
      }
    }

    assertThat(written.toString().lines())
        .containsExactly("labelling: 16, 2.0/s", "labelling: 24 in 12.0 s, 2.0/s");
  }

  @Test
  void saysHowFarItCameWhenItEndsEarly() {
    progress.start("scoring", 40).close();

    assertThat(written.toString()).startsWith("scoring: 0 of 40 in 0.0 s");
  }
}
