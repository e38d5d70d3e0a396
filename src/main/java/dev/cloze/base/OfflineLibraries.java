package dev.cloze.base;

/**
 * Keeps the libraries underneath from reaching for the network: all that they need is on the class
 * path.
 */
public final class OfflineLibraries {
  private OfflineLibraries() {}

  /** To be called before the first use of a native library; calling it again does nothing. */
  public static void enforce() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }
}
