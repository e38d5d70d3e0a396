package dev.cloze.weights;

import dev.cloze.tensor.NumberFormat;
import java.util.Arrays;
import java.util.Optional;

/** The number formats of safetensors files, under the names that the files use. */
public enum Dtype {
  /** Truth values, one byte each. */
  BOOL(8, NumberFormat.BOOL),
  /** 4-bit floating point, two numbers in a byte. */
  F4(4),
  /** 6-bit floating point, 2 bits of exponent. */
  F6_E2M3(6),
  /** 6-bit floating point, 3 bits of exponent. */
  F6_E3M2(6),
  /** Unsigned bytes. */
  U8(8, NumberFormat.U8),
  /** Signed bytes. */
  I8(8, NumberFormat.I64),
  /** 8-bit floating point, 5 bits of exponent. */
  F8_E5M2(8),
  /** 8-bit floating point, 4 bits of exponent. */
  F8_E4M3(8),
  /** 8-bit powers of two. */
  F8_E8M0(8),
  /** 8-bit floating point, 4 bits of exponent, without a negative zero. */
  F8_E4M3FNUZ(8),
  /** 8-bit floating point, 5 bits of exponent, without a negative zero. */
  F8_E5M2FNUZ(8),
  /** Signed 16-bit whole numbers. */
  I16(16, NumberFormat.I64),
  /** Unsigned 16-bit whole numbers. */
  U16(16),
  /** IEEE half precision. */
  F16(16, NumberFormat.F16),
  /** Brain floating point. */
  BF16(16, NumberFormat.BF16),
  /** Signed 32-bit whole numbers. */
  I32(32, NumberFormat.I64),
  /** Unsigned 32-bit whole numbers. */
  U32(32),
  /** IEEE single precision. */
  F32(32, NumberFormat.F32),
  /** Complex numbers of two single-precision parts. */
  C64(64),
  /** IEEE double precision. */
  F64(64, NumberFormat.F64),
  /** Signed 64-bit whole numbers. */
  I64(64, NumberFormat.I64),
  /** Unsigned 64-bit whole numbers. */
  U64(64);

  private final int bits;
  private final Optional<NumberFormat> numberFormat;

  Dtype(int bits) {
    this.bits = bits;
    this.numberFormat = Optional.empty();
  }

  Dtype(int bits, NumberFormat numberFormat) {
    this.bits = bits;
    this.numberFormat = Optional.of(numberFormat);
  }

  /** The size of one number. */
  public int bits() {
    return bits;
  }

  /** The format that holds every number of this one exactly; empty where it is not read. */
  public Optional<NumberFormat> numberFormat() {
    return numberFormat;
  }

  /** Whether the engine has no such format, so that its numbers are read as wider ones. */
  boolean isWidened() {
    return numberFormat.isPresent() && numberFormat.get().bytes() * 8 != bits;
  }

  static Optional<Dtype> named(String name) {
    return Arrays.stream(values()).filter(dtype -> dtype.name().equals(name)).findFirst();
  }

  static Dtype of(NumberFormat format) {
    return valueOf(format.name());
  }
}
