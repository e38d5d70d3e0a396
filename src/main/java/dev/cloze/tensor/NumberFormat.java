package dev.cloze.tensor;

/** The number formats that tensors are stored and computed in. */
public enum NumberFormat {
  /** Unsigned bytes; raw memory before it is given a meaning. */
  U8(0, 1),
  /** 64-bit whole numbers: token ids, positions. */
  I64(4, 8),
  /** IEEE half precision: a storage format only, nothing is computed in it. */
  F16(5, 2),
  /** IEEE single precision, what results are compared in. */
  F32(6, 4),
  /** IEEE double precision, for checking gradients. */
  F64(7, 8),
  /** Truth values. */
  BOOL(11, 1),
  /** Brain floating point: the range of single precision with 8 bits of mantissa. */
  BF16(15, 2);

  private final int code;
  private final int bytes;

  NumberFormat(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The engine's number for this format (torch {@code ScalarType}). */
  long code() {
    return code;
  }

  /** The size of one number, in bytes. */
  public int bytes() {
    return bytes;
  }

  static NumberFormat ofCode(long code) {
    for (NumberFormat format : values()) {
      if (format.code == code) {
        return format;
      }
    }
    throw new IllegalStateException("number format " + code + " is not one that Cloze uses");
  }
}
