package dev.cloze.cli;

import dev.cloze.base.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Plain lines for logs and pipes: one now and then, one at the end. */
final class LineProgress implements Progress {
  private static final double NANOSECONDS = 1e9;
  private static final double SECONDS_BETWEEN_LINES = 5;

  private final PrintWriter lines;
  private final LongSupplier clock;

  /** Progress by a clock of nanoseconds. */
  LineProgress(PrintWriter lines, LongSupplier clock) {
    this.lines = lines;
    this.clock = clock;
  }

  @Override
  public Task start(String task, long total) {
    return new Lines(task, total);
  }

  private final class Lines implements Task {
    private final String name;
    private final long total;
    private final long start = clock.getAsLong();
    private long lastLine = start;
    private long done;
    private String note = "";

    Lines(String name, long total) {
      this.name = name;
      this.total = total;
    }

    @Override
    public void advance(long count) {
      done += count;
      long now = clock.getAsLong();
      if ((now - lastLine) / NANOSECONDS < SECONDS_BETWEEN_LINES) {
        return;
      }
      double seconds = (now - start) / NANOSECONDS;
      if (total == UNKNOWN) {
        lastLine = now;
        print("%s: %d%s, %.1f/s", name, done, note, done / seconds);
      } else if (done < total) {
        lastLine = now;
        print(
            "%s: %d of %d%s, %.1f/s, %.0f s left",
            name, done, total, note, done / seconds, seconds * (total - done) / done);
      }
    }

    @Override
    public void note(String text) {
      note = ", " + text;
    }

    @Override
    public void close() {
      double seconds = (clock.getAsLong() - start) / NANOSECONDS;
      String of = total == UNKNOWN ? "" : " of " + total;
      print("%s: %d%s%s in %.1f s, %.1f/s", name, done, of, note, seconds, done / seconds);
    }

    @com.google.errorprone.annotations.FormatMethod
    private void print(String format, Object... arguments) {
      lines.println(String.format(Locale.ROOT, format, arguments));
      lines.flush();
    }
  }
}
