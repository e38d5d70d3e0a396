package dev.cloze.base;

/** What may be wrong with a settings file, or with settings given on the command line. */
public enum BaseError implements ErrorCode {
  /** A key that nothing reads. */
  UNKNOWN_KEY("BAS-001"),
  /** A value of another kind than its key takes. */
  WRONG_TYPE("BAS-002"),
  /** A key that has to be there. */
  MISSING_KEY("BAS-003"),
  /** A value of the right kind that makes no sense. */
  REFUSED_VALUE("BAS-004"),
  /** A file that is missing or cannot be read. */
  UNREADABLE_FILE("BAS-005"),
  /** A file that is not UTF-8. */
  NOT_UTF8("BAS-006"),
  /** A text that is not YAML, or uses more of YAML than settings need. */
  NOT_YAML("BAS-007"),
  /** A setting on the command line that is not {@code key=value}. */
  BAD_OVERRIDE("BAS-008");

  private final String code;

  BaseError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
