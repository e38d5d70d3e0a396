package dev.cloze.tensor;

import ai.djl.pytorch.jni.JniUtils;
import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableMap;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** The machine underneath, and the settings of the engine that hold for the whole process. */
public final class Machine {
  private static final int MOST_THREADS = 1024;
  private static final AtomicReference<Device> DEVICE = new AtomicReference<>(Device.CPU);

  private Machine() {}

  /** Where tensors are made from now on; to be chosen before the first one. */
  public static void use(Device device) {
    DEVICE.set(device);
  }

  /** Where tensors are made, the CPU unless {@link #use} said otherwise. */
  public static Device device() {
    return DEVICE.get();
  }

  /** How many threads one operation may use. */
  public static int threads() {
    Torch.root();
    return JniUtils.getNumThreads();
  }

  /**
   * Checks a number of threads: from 1 to {@value #MOST_THREADS}. Each takes memory, whether it has
   * something to do or not.
   */
  public static void requireThreads(int threads) {
    Preconditions.checkArgument(
        threads > 0 && threads <= MOST_THREADS,
        "threads must be from 1 to %s, was %s",
        MOST_THREADS,
        threads);
  }

  /** Sets how many threads one operation may use, whatever thread calls it. */
  public static void setThreads(int threads) {
    requireThreads(threads);
    Torch.setOperationThreads(threads);
  }

  /** Seeds dropout; a training step does so from (seed, step), so that no state needs saving. */
  public static void seed(long seed) {
    Torch.root();
    JniUtils.setSeed(seed);
  }

  /** The version of the native library, which this call loads. */
  public static String engineVersion() {
    return Torch.version();
  }

  /** The physical memory in bytes, or a container's share of it. */
  public static long memory() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getTotalMemorySize();
  }

  private static Path nativeLibrary() {
    return LibTorchFolder.given()
        .map(LibTorchFolder::path)
        .orElseGet(() -> NativeLibrary.ofThisMachine().folder());
  }

  /** What there is to say about this machine, by name, in the order of printing. */
  public static ImmutableMap<String, String> describe() {
    CpuFlags cpu = CpuFlags.ofThisMachine();
    return ImmutableMap.<String, String>builder()
        .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .put("java", System.getProperty("java.version"))
        .put("processor", cpu.name())
        .put("bf16 instructions", cpu.hasBf16() ? "yes" : "no")
        .put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()))
        .put("threads an operation", String.valueOf(threads()))
        .put("memory", String.format(Locale.ROOT, "%.1f GB", memory() / 1e9))
        .put("device", device().engineName())
        .put("engine", "PyTorch " + engineVersion())
        .put("native library", nativeLibrary().toString())
        .buildOrThrow();
  }
}
