package dev.cloze.data;

import dev.cloze.base.ErrorCode;

/** What may be wrong with a file of examples, or with the examples in it. */
public enum DataError implements ErrorCode {
  /** The file is missing or cannot be read. */
  UNREADABLE_FILE("DAT-001"),
  /** The file has bytes that its encoding does not have. */
  WRONG_ENCODING("DAT-002"),
  /** A line has too few or too many columns. */
  WRONG_COLUMNS("DAT-003"),
  /** A label that is not among the labels of the task. */
  UNKNOWN_LABEL("DAT-004"),
  /** The file has no examples. */
  NO_EXAMPLES("DAT-005"),
  /** The file is not text. */
  BINARY_FILE("DAT-006"),
  /** A column that is needed is not there, or has no value in a row. */
  MISSING_COLUMN("DAT-007"),
  /** A line of JSONL that is not one JSON object. */
  BAD_JSON("DAT-008"),
  /** A file that is not Parquet, or is damaged. */
  BAD_PARQUET("DAT-009"),
  /** A file whose format its name does not tell, or that cannot be read the way it was given. */
  UNKNOWN_FORMAT("DAT-010"),
  /** Quotes in CSV that do not match. */
  BAD_CSV("DAT-011"),
  /** A class with fewer examples than are to be drawn from it. */
  TOO_FEW_EXAMPLES("DAT-012"),
  /** A label that has no example to train on. */
  MISSING_LABEL("DAT-013"),
  /** A value that is no text. */
  WRONG_VALUE("DAT-014"),
  /** Demonstrations that leave a class out, or that have no label. */
  DEMONSTRATIONS("DAT-015"),
  /** Something else where a number belongs. */
  NO_NUMBER("DAT-016"),
  /** A number outside the range of the task. */
  OUT_OF_RANGE("DAT-017"),
  /** A label that stands twice in one example. */
  REPEATED_LABEL("DAT-018"),
  /** What a file holds as demonstrations is no list of texts with their answers. */
  WRONG_DEMONSTRATIONS("DAT-019"),
  /** A soft label has other labels than the task. */
  OTHER_LABELS("DAT-020"),
  /** What a soft-label file holds as a distribution is none. */
  NO_DISTRIBUTION("DAT-021"),
  /** A weight that is no number above 0. */
  WRONG_WEIGHT("DAT-022"),
  /** A line of a soft-label file has no soft label, or two. */
  NO_SOFT_LABEL("DAT-023"),
  /** The last line of a soft-label file stops in the middle. */
  HALF_A_LINE("DAT-024"),
  /** A label with fewer examples than are to be shown. */
  TOO_FEW_DEMONSTRATIONS("DAT-025");

  private final String code;

  DataError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
