package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final StringWriter written = new StringWriter();

  private int report(boolean debug, Throwable thrown) {
    PrintWriter err = new PrintWriter(written);
    int status = new Failures(err, debug).report(thrown);
    err.flush();
    return status;
  }

  @Test
  void saysWhatTheOperatingSystemRefused() {
    int status =
        report(false, new UncheckedIOException(new AccessDeniedException("models/config.json")));

    assertThat(status).isEqualTo(2);
    assertThat(written.toString().lines())
        .containsExactly(
            "CLI-002: the operating system refused: AccessDeniedException: models/config.json"
                + " [docs/errors/CLI-002.md]");
  }

  @Test
  void tellsAFaultFromAMistake() {
    int status = report(false, new IllegalStateException("one\ntwo"));

    assertThat(status).isEqualTo(70);
    assertThat(written.toString().lines())
        .containsExactly(
            "cloze has a fault: java.lang.IllegalStateException: one two (--debug shows where;"
                + " please report it with what you ran)");
  }

  @Test
  void showsWhereAFaultIsWhenAsked() {
    report(true, new IllegalStateException("one"));

    assertThat(written.toString()).contains("\tat dev.cloze.cli.FailuresTest");
  }

  @Test
  void saysHowToGiveMoreMemory() {
    assertThat(report(false, new OutOfMemoryError("Java heap space"))).isEqualTo(70);
    assertThat(written.toString()).contains("(Java heap space); CLOZE_JAVA_OPTIONS=-Xmx4g");
  }
}
