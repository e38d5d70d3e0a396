package dev.cloze.tensor;

import com.google.common.collect.ImmutableSortedSet;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The format that a model computes in, from the setting {@code dtype}. */
public final class Precision {
  private static final Logger LOGGER = LoggerFactory.getLogger(Precision.class);
  private static final ImmutableSortedSet<String> NAMES =
      ImmutableSortedSet.of("auto", "bf16", "f32");

  private Precision() {}

  /**
   * The format of that name: {@code f32}; {@code bf16}, which becomes f32, with a warning, on a
   * processor without bf16 instructions; {@code auto}, bf16 where the processor has them. On CUDA
   * {@code bf16} is taken as it is and {@code auto} is f32.
   *
   * @throws ClozeException where the name is unknown
   */
  public static NumberFormat resolve(String dtype) {
    return resolve(dtype, Machine.device(), CpuFlags.ofThisMachine());
  }

  static NumberFormat resolve(String dtype, Device device, CpuFlags cpu) {
    if (!NAMES.contains(dtype)) {
      throw new ClozeException(
          TensorError.UNKNOWN_PRECISION,
          "dtype: no precision is named '%s'; %s",
          dtype,
          Nearest.hint(dtype, NAMES));
    }
    boolean named = dtype.equals("bf16");
    if (device == Device.CUDA) {
      return named ? NumberFormat.BF16 : NumberFormat.F32;
    }
    if (named && !cpu.hasBf16()) {
      LOGGER.warn(
          "dtype: this processor ({}) has no bf16 instructions and would be slower with bf16;"
              + " computing in f32",
          cpu.name());
    }
    return cpu.hasBf16() && !dtype.equals("f32") ? NumberFormat.BF16 : NumberFormat.F32;
  }
}
