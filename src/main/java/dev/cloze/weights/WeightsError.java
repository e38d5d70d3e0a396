package dev.cloze.weights;

import dev.cloze.base.ErrorCode;

/** What can be wrong with a model's weights on disk. */
public enum WeightsError implements ErrorCode {
  /** The path is neither a folder nor a file. */
  NO_SUCH_PATH("WGT-001"),
  /** The folder holds no weights. */
  NO_WEIGHTS("WGT-002"),
  /** The folder's weights are of a kind that is not supported yet. */
  UNSUPPORTED_WEIGHTS("WGT-003"),
  /** The file is not a safetensors file. */
  NOT_SAFETENSORS("WGT-004"),
  /** The header is larger than the format allows. */
  HEADER_TOO_LARGE("WGT-005"),
  /** The header is not UTF-8, not JSON, or not of the format's form. */
  BAD_HEADER("WGT-006"),
  /** Two tensors have the same name. */
  DUPLICATE_TENSOR("WGT-007"),
  /** The format knows no such number format. */
  UNKNOWN_DTYPE("WGT-008"),
  /** A shape is negative, or larger than can be counted. */
  BAD_SHAPE("WGT-009"),
  /** A tensor's offsets contradict its shape, or each other. */
  BAD_OFFSETS("WGT-010"),
  /** Tensors overlap, or leave bytes that belong to none. */
  OVERLAP_OR_GAP("WGT-011"),
  /** The file ends before its tensors do. */
  TRUNCATED("WGT-012"),
  /** The number format is known, and not read here. */
  UNREADABLE_DTYPE("WGT-013"),
  /** The model needs a tensor that the file does not hold. */
  MISSING_TENSOR("WGT-014"),
  /** A tensor has another shape than the model needs. */
  WRONG_SHAPE("WGT-015"),
  /** The file holds tensors that the model does not know. */
  UNKNOWN_TENSORS("WGT-016"),
  /** The operating system could not read the file. */
  CANNOT_READ("WGT-017"),
  /** The operating system could not write the file. */
  CANNOT_WRITE("WGT-018");

  private final String code;

  WeightsError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
