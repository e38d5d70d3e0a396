package dev.cloze.knowledge;

import dev.cloze.base.ErrorCode;

/** What a user can get wrong about knowledge bases. */
public enum KnowledgeError implements ErrorCode {
  /** A word list is missing or cannot be read. */
  UNREADABLE_FILE("KNB-001"),
  /** A word list is not UTF-8. */
  NOT_UTF8("KNB-002"),
  /** A word list is not of the known form. */
  MALFORMED_LIST("KNB-003"),
  /** The words of one anchor stand at two places. */
  DUPLICATE_ANCHOR("KNB-004"),
  /** WordNet was asked for, and it is not on the class path. */
  NO_WORDNET("KNB-005");

  private final String code;

  KnowledgeError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
