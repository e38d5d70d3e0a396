package dev.cloze.tensor;

import ai.djl.pytorch.jni.JniUtils;

/** Settings of the engine that hold for the whole process. */
public final class Machine {
  private Machine() {}

  /** How many threads one operation may use. */
  public static int threads() {
    Torch.root();
    return JniUtils.getNumThreads();
  }

  /** Sets how many threads one operation may use. */
  public static void setThreads(int threads) {
    Torch.root();
    JniUtils.setNumThreads(threads);
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
}
