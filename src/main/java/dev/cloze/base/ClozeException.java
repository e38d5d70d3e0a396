package dev.cloze.base;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/**
 * A mistake that the person who wrote a template, a YAML file, a model folder or a command can
 * mend. The message is one line: where, what was found, what would be right.
 */
public final class ClozeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;

  /**
   * Makes the error.
   *
   * @param code what kind of mistake this is
   * @param format the message, as {@link String#format} takes it
   * @param arguments what the message quotes
   */
  @FormatMethod
  public ClozeException(ErrorCode code, @FormatString String format, Object... arguments) {
    super(String.format(java.util.Locale.ROOT, format, arguments));
    this.code = code;
  }

  /** The same error with the exception that led to it, for {@code --debug}. */
  public ClozeException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  /** The kind of mistake. */
  public ErrorCode code() {
    return code;
  }

  /** What the command line prints: code, message and page. */
  public String line() {
    return code.code() + ": " + getMessage().replaceAll("\\R", " ") + " [" + code.page() + "]";
  }
}
