package dev.cloze.tensor;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.base.Throwables;
import dev.cloze.base.ClozeException;
import dev.cloze.base.OfflineLibraries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine, started once a process and prepared once a thread. */
final class Torch {
  private static final String NAME = "PyTorch";
  private static final Supplier<PtNDManager> ROOT = Suppliers.memoize(Torch::start);
  private static final ThreadLocal<Integer> PREPARED = ThreadLocal.withInitial(Torch::prepare);

  /** How many threads an operation may use; 0 for as many as the engine chooses. */
  private static final AtomicInteger OPERATION_THREADS = new AtomicInteger();

  private Torch() {}

  /** The owner of every tensor; tensors are closed one by one, by their {@link Scope}. */
  static PtNDManager root() {
    PtNDManager root = ROOT.get();
    int wanted = OPERATION_THREADS.get();
    if (PREPARED.get() != wanted) {
      JniUtils.setNumThreads(wanted);
      PREPARED.set(wanted);
    }
    return root;
  }

  /**
   * The engine keeps this number for each thread by itself, so each takes it over at its next call.
   */
  static void setOperationThreads(int threads) {
    OPERATION_THREADS.set(threads);
  }

  static String version() {
    root();
    return Engine.getEngine(NAME).getVersion();
  }

  private static PtNDManager start() {
    OfflineLibraries.enforce();
    NativeLibrary library = NativeLibrary.ofThisMachine();
    Optional<LibTorchFolder> given = LibTorchFolder.given();
    try {
      if (given.isPresent()) {
        given.get().use();
      } else {
        library.prepare();
      }
      Ending.watch();
      return (PtNDManager) Engine.getEngine(NAME).newBaseManager(ai.djl.Device.cpu());
    } catch (IOException
        | UncheckedIOException
        | EngineException
        | LinkageError
        | AssertionError e) {
      throw failure(library, given, Throwables.getRootCause(e)).causedBy(e);
    }
  }

  private static ClozeException failure(
      NativeLibrary library, Optional<LibTorchFolder> given, Throwable cause) {
    return given
        .map(
            folder ->
                new ClozeException(
                    TensorError.NATIVE_LIBRARY,
                    "%s: the library in %s could not be loaded: %s; the 'lib' folder of a LibTorch"
                        + " %s belongs there",
                    LibTorchFolder.VARIABLE,
                    folder.path(),
                    cause,
                    NativeLibrary.version()))
        .orElseGet(
            () ->
                new ClozeException(
                    TensorError.NATIVE_LIBRARY,
                    "native library: %s could not be unpacked or loaded: %s; remove that folder, or"
                        + " name one that can be written, with 500 MB free, in DJL_CACHE_DIR",
                    library.folder(),
                    cause));
  }

  /**
   * New threads start with gradients on, and with an executor that recompiles kernels as it runs.
   */
  private static int prepare() {
    JniUtils.setGradMode(false);
    JniUtils.setGraphExecutorOptimize(false);
    return 0;
  }
}
