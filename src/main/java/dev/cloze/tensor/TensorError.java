package dev.cloze.tensor;

import dev.cloze.base.ErrorCode;

/** What a user can get wrong about the machine that the numbers are computed on. */
public enum TensorError implements ErrorCode {
  /** CUDA was asked for where there is none. */
  NO_CUDA("TEN-001"),
  /** No device has that name. */
  UNKNOWN_DEVICE("TEN-002"),
  /** No precision has that name. */
  UNKNOWN_PRECISION("TEN-003"),
  /** The engine's native library could not be unpacked or loaded. */
  NATIVE_LIBRARY("TEN-004");

  private final String code;

  TensorError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
