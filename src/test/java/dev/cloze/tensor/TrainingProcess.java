package dev.cloze.tensor;

import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains in a JVM of its own and prints what a test compares. */
final class TrainingProcess {
  private static final Path STATUS = Path.of("/proc/self/status");

  private TrainingProcess() {}

  /** {@code losses THREADS} or {@code memory}. */
  public static void main(String[] arguments) throws IOException {
    try {
      if (arguments[0].equals("losses")) {
        losses(Integer.parseInt(arguments[1]));
      } else {
        memory();
      }
    } catch (ClozeException e) {
      System.err.println(e.line());
      System.exit(1);
    }
  }

  private static void losses(int threads) {
    Machine.setThreads(threads);
    try (TinyTransformer model = new TinyTransformer(11)) {
      for (int step = 0; step < 20; step++) {
        System.out.println(Float.toHexString(model.train(step)));
      }
      System.out.println(Float.toHexString(model.evaluate()));
    }
  }

  /**
   * Tensors, their bytes and resident kilobytes after 200 and 2,000 steps, then the last losses.
   */
  private static void memory() throws IOException {
    Machine.setThreads(1);
    try (TinyTransformer model = new TinyTransformer(11)) {
      float untrained = model.evaluate();
      for (int step = 1; step <= 2_000; step++) {
        model.train(step);
        if (step % 50 == 0) {
          model.evaluate();
        }
        if (step == 200 || step == 2_000) {
          System.out.println(
              Tensor.liveCount() + " " + Tensor.liveBytes() + " " + residentKilobytes());
        }
      }
      System.out.println(untrained + " " + model.evaluate());
    }
    System.out.println(Tensor.liveCount());
  }

  private static long residentKilobytes() throws IOException {
    if (Files.notExists(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
