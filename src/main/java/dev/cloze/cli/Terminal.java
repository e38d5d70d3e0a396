package dev.cloze.cli;

import dev.cloze.base.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Whether a person watches. The JVM cannot tell for one stream alone, so the start script asks the
 * shell and says so in the property {@value #PROPERTY}; without it nobody does.
 */
final class Terminal {
  /** Holds any of {@code in}, {@code out} and {@code err}. */
  static final String PROPERTY = "cloze.terminal";

  private Terminal() {}

  /** When to write in colour. */
  enum Color {
    AUTO,
    ALWAYS,
    NEVER;

    /** Whether to, on standard output. */
    boolean wanted() {
      return this == ALWAYS
          || (this == AUTO && watches("out") && System.getenv("NO_COLOR") == null);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Progress for standard error. */
  static Progress progress(PrintWriter err, boolean quiet) {
    if (quiet) {
      return Progress.SILENT;
    }
    return watches("err")
        ? new TerminalProgress(System.err)
        : new LineProgress(err, System::nanoTime);
  }

  /** Whether a person types what comes in. */
  static boolean isTyped() {
    return watches("in");
  }

  /** Whether what goes out is shown on the terminal. */
  static boolean isShown() {
    return watches("out");
  }

  private static boolean watches(String stream) {
    return System.getProperty(PROPERTY, "").contains(stream);
  }
}
