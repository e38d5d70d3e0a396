package dev.cloze.pretrain;

import com.google.common.base.Stopwatch;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Time since this process began to train. */
final class PretrainClock {
  private static final double SECONDS_A_MINUTE = 60;

  private final WatchOptions options;
  private final long tokensPerStep;
  private final double earlier;
  private final Stopwatch all = Stopwatch.createStarted();
  private final Stopwatch sinceSaved = Stopwatch.createStarted();
  private long steps;

  /** A clock that starts now, {@code earlier} seconds having been spent by other processes. */
  PretrainClock(PretrainFile file, double earlier) {
    this.options = file.watch();
    this.tokensPerStep = file.training().tokensPerStep();
    this.earlier = earlier;
  }

  /** A step was taken. */
  void tookStep() {
    steps++;
  }

  /** What this process has taken. */
  double seconds() {
    return all.elapsed(TimeUnit.MILLISECONDS) / 1e3;
  }

  /** What all processes have taken. */
  double allSeconds() {
    return earlier + seconds();
  }

  double tokensPerSecond() {
    return steps * tokensPerStep / Math.max(1e-3, seconds());
  }

  String note(double trainLoss) {
    return String.format(Locale.ROOT, "loss %.3f, %.0f tokens/s", trainLoss, tokensPerSecond());
  }

  boolean isTimeToStop() {
    return options
        .stopAfter()
        .map(minutes -> seconds() >= SECONDS_A_MINUTE * minutes)
        .orElse(false);
  }

  /** Whether to save now, which counts as done. */
  boolean isTimeToSave() {
    if (sinceSaved.elapsed(TimeUnit.SECONDS) < options.saveEvery()) {
      return false;
    }
    sinceSaved.reset().start();
    return true;
  }
}
