package dev.cloze.tokenize;

import dev.cloze.base.ErrorCode;

/** What can be wrong with a tokenizer's files, or with a template and text given to a tokenizer. */
public enum TokenizeError implements ErrorCode {
  /** A folder without the files of a tokenizer. */
  NO_FILES("TOK-001"),
  /** A file that cannot be read, or does not hold what it should. */
  INVALID_FILE("TOK-002"),
  /** A file that is not UTF-8. */
  NOT_UTF8("TOK-003"),
  /** A special token that the template needs and the tokenizer lacks. */
  NO_SPECIAL_TOKEN("TOK-004"),
  /** More tokens than fit, with nothing left that may be cut. */
  TOO_LONG("TOK-005"),
  /** Several masks for a causal model. */
  CAUSAL_MASKS("TOK-006"),
  /** Soft tokens or text of the example behind the mask of a causal model. */
  CAUSAL_AFTER_MASK("TOK-007"),
  /** Nothing before the mask of a causal model. */
  CAUSAL_NOTHING_BEFORE("TOK-008"),
  /** Rows of one batch with different numbers of masks. */
  UNEVEN_MASKS("TOK-009"),
  /** Initial words of a soft item that the vocabulary does not hold. */
  SOFT_WORDS("TOK-010"),
  /** The native library of the tokenizers could not be loaded. */
  NATIVE_LIBRARY("TOK-011"),
  /** A vocabulary of a size that the texts do not give. */
  VOCABULARY_SIZE("TOK-012"),
  /** A folder that a vocabulary cannot be written to. */
  UNWRITABLE_FOLDER("TOK-013");

  private final String code;

  TokenizeError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
