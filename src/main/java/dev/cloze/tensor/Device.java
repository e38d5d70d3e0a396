package dev.cloze.tensor;

import ai.djl.util.cuda.CudaUtils;
import com.google.common.collect.ImmutableSortedSet;
import dev.cloze.base.ClozeException;

/** Where tensors lie and kernels run; chosen once a process, by {@link Machine#use}. */
public enum Device {
  /** The processor, always there. */
  CPU("cpu"),
  /** The first NVIDIA card, where the native library is one built for CUDA. */
  CUDA("cuda");

  private static final String AUTO = "auto";
  private static final ImmutableSortedSet<String> NAMES =
      ImmutableSortedSet.of(AUTO, CPU.engineName, CUDA.engineName);

  private final String engineName;

  Device(String engineName) {
    this.engineName = engineName;
  }

  /** The engine's name for this device. */
  String engineName() {
    return engineName;
  }

  /**
   * The device of that name: {@code cpu}, {@code cuda}, or {@code auto} for CUDA where it is
   * available and else the CPU.
   *
   * @throws ClozeException where the name is unknown, or CUDA is named and not available
   */
  public static Device resolve(String name) {
    return resolve(name, cudaAvailable());
  }

  static Device resolve(String name, boolean cudaAvailable) {
    if (!NAMES.contains(name)) {
      throw new ClozeException(
          TensorError.UNKNOWN_DEVICE,
          "device: no device is named '%s'; known: %s",
          name,
          String.join(", ", NAMES));
    }
    if (name.equals(CUDA.engineName) && !cudaAvailable) {
      throw new ClozeException(
          TensorError.NO_CUDA,
          "device: 'cuda' was asked for, but the native library is '%s' and %s; use 'cpu' or"
              + " 'auto'",
          NativeLibrary.flavor(),
          CudaUtils.hasCuda() ? "has no CUDA in it" : "no NVIDIA card was found");
    }
    return cudaAvailable && !name.equals(CPU.engineName) ? CUDA : CPU;
  }

  private static boolean cudaAvailable() {
    return NativeLibrary.flavor().startsWith("cu") && CudaUtils.hasCuda();
  }
}
