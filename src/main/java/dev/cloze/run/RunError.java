package dev.cloze.run;

import dev.cloze.base.ErrorCode;

/** What may go wrong with a run beside its settings, data and model. */
public enum RunError implements ErrorCode {
  /** The folder for the results cannot be written to. */
  UNWRITABLE_FOLDER("RUN-001");

  private final String code;

  RunError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
