package dev.cloze.cli;

import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * Says in one line why a command failed.
 *
 * @param err where to
 * @param debug whether to show where it comes from
 */
record Failures(PrintWriter err, boolean debug) {

  /** Says it, and returns the exit status. */
  int report(Throwable thrown) {
    int status = say(thrown);
    if (debug) {
      thrown.printStackTrace(err);
    }
    return status;
  }

  private int say(Throwable thrown) {
    if (thrown instanceof ClozeException mistake) {
      err.println(mistake.line());
      return ExitStatus.MISTAKE;
    }
    if (thrown instanceof UncheckedIOException || thrown instanceof IOException) {
      Throwable cause = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
      ClozeException refusal =
          new ClozeException(
              CliError.FILE_SYSTEM,
              "the operating system refused: %s: %s",
              cause.getClass().getSimpleName(),
              cause.getMessage());
      err.println(refusal.line());
      return ExitStatus.MISTAKE;
    }
    if (thrown instanceof OutOfMemoryError) {
      err.println(
          "cloze ran out of memory (%s); CLOZE_JAVA_OPTIONS=-Xmx4g gives it 4 GB of heap"
              .formatted(oneLine(thrown.getMessage())));
      return ExitStatus.FAULT;
    }
    err.println(
        "cloze has a fault: %s%s"
            .formatted(
                oneLine(thrown.toString()),
                debug ? "" : " (--debug shows where; please report it with what you ran)"));
    return ExitStatus.FAULT;
  }

  private static String oneLine(String text) {
    return String.valueOf(text).replaceAll("\\R", " ");
  }
}
