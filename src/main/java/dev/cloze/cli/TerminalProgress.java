package dev.cloze.cli;

import dev.cloze.base.Progress;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with rate and time left, redrawn on one line of a terminal. */
final class TerminalProgress implements Progress {
  private static final int MILLISECONDS_BETWEEN_DRAWINGS = 250;
  private static final int WIDTH = 100;

  private final PrintStream terminal;

  TerminalProgress(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public Task start(String task, long total) {
    return resume(task, total, 0);
  }

  @Override
  public Task resume(String task, long total, long done) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .startsFrom(done, Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_DRAWINGS)
            .setMaxRenderedLength(WIDTH)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
            .showSpeed()
            .build();
    return new Bar(bar);
  }

  private record Bar(ProgressBar bar) implements Task {
    @Override
    public void advance(long count) {
      bar.stepBy(count);
    }

    @Override
    public void note(String text) {
      bar.setExtraMessage("  " + text);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
