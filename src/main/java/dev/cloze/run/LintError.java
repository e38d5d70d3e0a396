package dev.cloze.run;

import dev.cloze.base.ErrorCode;

/** What may be wrong with the files that are to be checked, beside what is found in them. */
public enum LintError implements ErrorCode {
  /** No file that could be a template's or a verbalizer's. */
  NOTHING_TO_CHECK("LNT-001");

  private final String code;

  LintError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
