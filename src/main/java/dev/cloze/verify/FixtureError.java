package dev.cloze.verify;

import dev.cloze.base.ErrorCode;

/** Why a comparison could not be made. */
public enum FixtureError implements ErrorCode {
  /** The folder holds no kind of recording that is known. */
  UNKNOWN_FIXTURE("FIX-001"),
  /** A recording lacks something or cannot be read. */
  BAD_FIXTURE("FIX-002");

  private final String code;

  FixtureError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
