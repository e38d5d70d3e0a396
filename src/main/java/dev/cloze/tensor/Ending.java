package dev.cloze.tensor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps a process that is told to end (Ctrl-C, SIGTERM) from ending within a kernel: the native
 * library takes itself down at the exit, and a kernel that still runs would crash. The exit waits
 * for the kernels that run, and holds every later one back.
 */
final class Ending {
  private static final int MOST_SECONDS = 10;
  private static final ReentrantReadWriteLock KERNELS = new ReentrantReadWriteLock();

  private Ending() {}

  /** To be called once, when the engine starts. */
  static void watch() {
    Runtime.getRuntime().addShutdownHook(new Thread(Ending::holdBack, "waiting for kernels"));
  }

  private static void holdBack() {
    try {
      // never let go: what is held back here ends with the process
      boolean alone = KERNELS.writeLock().tryLock(MOST_SECONDS, TimeUnit.SECONDS);
      assert alone : "a kernel took longer than " + MOST_SECONDS + " s";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A kernel begins. */
  static void enter() {
    KERNELS.readLock().lock();
  }

  /** A kernel is done. */
  static void leave() {
    KERNELS.readLock().unlock();
  }
}
