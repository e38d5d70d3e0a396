package dev.cloze.tensor;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import dev.cloze.base.OfflineLibraries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine, started once a process and prepared once a thread. */
final class Torch {
  private static final Logger LOGGER = LoggerFactory.getLogger(Torch.class);
  private static final PtNDManager ROOT = start();
  private static final ThreadLocal<Boolean> PREPARED = ThreadLocal.withInitial(Torch::prepare);

  private Torch() {}

  /** The owner of every tensor; tensors are closed one by one, by their {@link Scope}. */
  static PtNDManager root() {
    PREPARED.get();
    return ROOT;
  }

  static String version() {
    return Engine.getEngine("PyTorch").getVersion();
  }

  private static PtNDManager start() {
    OfflineLibraries.enforce();
    Path cache = Utils.getEngineCacheDir("pytorch");
    if (!holdsFiles(cache)) {
      LOGGER.info("unpacking the native library to {}: once, on the first start", cache);
    }
    return (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(ai.djl.Device.cpu());
  }

  private static boolean holdsFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * New threads start with gradients on, and with an executor that recompiles kernels as it runs.
   */
  private static boolean prepare() {
    JniUtils.setGradMode(false);
    JniUtils.setGraphExecutorOptimize(false);
    return true;
  }
}
