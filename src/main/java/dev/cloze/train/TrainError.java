package dev.cloze.train;

import dev.cloze.base.ErrorCode;

/** What may go wrong while training. */
public enum TrainError implements ErrorCode {
  /** The loss or a gradient is not a number any more. */
  NOT_FINITE("TRN-001"),
  /** Nothing of the classifier trains. */
  NOTHING_TRAINS("TRN-002"),
  /** A saved state does not fit what is trained. */
  OTHER_STATE("TRN-003"),
  /** A class has a weight, and there is no such class. */
  UNKNOWN_CLASS("TRN-004"),
  /** Epochs are to be compared by a figure that the output does not have. */
  OTHER_METRIC("TRN-005"),
  /** Hidden tokens are to be named by a model that cannot, or that does not train. */
  NO_LANGUAGE_MODEL_LOSS("TRN-006");

  private final String code;

  TrainError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
