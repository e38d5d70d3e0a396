package dev.cloze.pretrain;

import com.google.common.base.Stopwatch;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Time and losses since this process began to train. */
final class PretrainClock {
  private static final double REMEMBERED = 0.98;
  private static final double SECONDS_A_MINUTE = 60;

  private final WatchOptions options;
  private final long tokensPerStep;
  private final Stopwatch all = Stopwatch.createStarted();
  private final Stopwatch sinceSaved = Stopwatch.createStarted();
  private long steps;
  private double smooth;
  private double weight;

  PretrainClock(PretrainFile file) {
    this.options = file.watch();
    this.tokensPerStep = file.training().tokensPerStep();
  }

  /** A step was taken. */
  void took(double loss) {
    steps++;
    smooth = REMEMBERED * smooth + (1 - REMEMBERED) * loss;
    weight = REMEMBERED * weight + 1 - REMEMBERED;
  }

  /** The loss of the last steps, the last ones above all; not a number before the first. */
  double trainLoss() {
    return smooth / weight;
  }

  double seconds() {
    return all.elapsed(TimeUnit.MILLISECONDS) / 1e3;
  }

  double tokensPerSecond() {
    return steps * tokensPerStep / Math.max(1e-3, seconds());
  }

  String note() {
    return String.format(Locale.ROOT, "loss %.3f, %.0f tokens/s", trainLoss(), tokensPerSecond());
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
