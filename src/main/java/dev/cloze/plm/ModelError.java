package dev.cloze.plm;

import dev.cloze.base.ErrorCode;

/** What may be wrong with a model's folder, or with what a model is asked to do. */
public enum ModelError implements ErrorCode {
  /** The folder is missing, or has no {@code config.json}. */
  NO_CONFIG("MDL-001"),
  /** {@code config.json} cannot be read as JSON in UTF-8. */
  UNREADABLE_CONFIG("MDL-002"),
  /** The {@code model_type} is not among the supported. */
  UNSUPPORTED_TYPE("MDL-003"),
  /** A field of {@code config.json} is missing or makes no sense. */
  BAD_FIELD("MDL-004"),
  /** The activation is not among the supported. */
  UNSUPPORTED_ACTIVATION("MDL-005"),
  /** The configuration asks for a variant that is not supported. */
  UNSUPPORTED_VARIANT("MDL-006"),
  /** A text takes more positions than the model has. */
  TOO_LONG("MDL-007"),
  /** A token's number is beyond the model's vocabulary. */
  TOKEN_OUT_OF_RANGE("MDL-008"),
  /** The checkpoint is an encoder without a language-model head. */
  NO_HEAD("MDL-009");

  private final String code;

  ModelError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
