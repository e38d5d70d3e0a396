package dev.cloze.sweep;

import dev.cloze.base.ErrorCode;

/** What may be wrong with a sweep beside its run file. */
public enum SweepError implements ErrorCode {
  /** An axis without values. */
  NO_VALUES("SWP-001"),
  /** A key or a value that stands twice. */
  SAME_KEY("SWP-002"),
  /** Rows, choices or curve of an axis that is not there, or an axis that is in none of them. */
  UNKNOWN_AXIS("SWP-003"),
  /** A choice by dev examples that are not there. */
  NO_DEV("SWP-004"),
  /** Seeds that cannot be varied so. */
  BAD_SEEDS("SWP-005"),
  /** A curve over what is no number. */
  BAD_CURVE("SWP-006"),
  /** An ensemble of rows that do not answer the same question. */
  UNLIKE_ROWS("SWP-007"),
  /** The sweep is not the one that was begun. */
  OTHER_SWEEP("SWP-008"),
  /** A folder that is no sweep's. */
  NO_SWEEP("SWP-009"),
  /** The folder for the results has something in it. */
  FOLDER_EXISTS("SWP-010"),
  /** Runs that give a text something else than one label. */
  OTHER_OUTPUT("SWP-011");

  private final String code;

  SweepError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
