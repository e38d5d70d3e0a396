package dev.cloze.task;

import dev.cloze.base.ErrorCode;

/** What may be wrong with a prompt that a classifier is to start from. */
public enum TaskError implements ErrorCode {
  /** No file of a soft prompt where one was named. */
  NO_SOFT_PROMPT("TSK-001"),
  /** A soft prompt of other sizes than template and model have. */
  UNFIT_SOFT_PROMPT("TSK-002"),
  /** A soft prompt to start from, and an encoder, which has to start from numbers of its own. */
  ENCODED_START("TSK-003"),
  /** An encoder of soft rows, and no soft rows. */
  NOTHING_TO_ENCODE("TSK-004"),
  /** Demonstrations that are drawn, and a template that has no place for them. */
  NO_PLACE_TO_SHOW("TSK-010");

  private final String code;

  TaskError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
