package dev.cloze.data;

import dev.cloze.base.ErrorCode;

/** What may be wrong with a file of examples. */
public enum DataError implements ErrorCode {
  /** The file is missing or cannot be read. */
  UNREADABLE_FILE("DAT-001"),
  /** The file is not UTF-8. */
  NOT_UTF8("DAT-002"),
  /** A line has too few or too many columns. */
  WRONG_COLUMNS("DAT-003"),
  /** A label that is not among the labels of the task. */
  UNKNOWN_LABEL("DAT-004"),
  /** The file has no examples. */
  NO_EXAMPLES("DAT-005");

  private final String code;

  DataError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
