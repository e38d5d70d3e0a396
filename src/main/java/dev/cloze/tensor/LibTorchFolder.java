package dev.cloze.tensor;

import ai.djl.util.Utils;
import com.google.common.base.Strings;
import dev.cloze.base.ClozeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code lib} folder of a LibTorch that the user gives in the place of the library on the class
 * path: the way to a card, for no library with CUDA of this version is published as a jar.
 *
 * @param path holds {@code libtorch.so}, or what it is called on this system
 */
record LibTorchFolder(Path path) {
  /** The environment variable, or system property, that names the folder; the engine reads it. */
  static final String VARIABLE = "PYTORCH_LIBRARY_PATH";

  private static final String FLAVOR = "PYTORCH_FLAVOR";
  private static final String CUDA = "cu128";
  private static final String CPU = "cpu";

  /** The folder, where one is given. */
  static Optional<LibTorchFolder> given() {
    return Optional.ofNullable(Strings.emptyToNull(Utils.getEnvOrSystemProperty(VARIABLE)))
        .map(folder -> new LibTorchFolder(Path.of(folder)));
  }

  /** What the folder's library is built for: {@code cpu}, or CUDA as our bridge to it is. */
  String flavor() {
    return has("torch_cuda") ? CUDA : CPU;
  }

  /**
   * Has the engine take the bridge that fits; left alone, it looks for one that no jar has.
   *
   * @throws ClozeException {@link TensorError#NATIVE_LIBRARY} where there is no library; the engine
   *     would silently take that of the class path
   */
  void use() {
    if (!has("torch")) {
      throw new ClozeException(
          TensorError.NATIVE_LIBRARY,
          "%s: %s has no %s; the 'lib' folder of a LibTorch %s belongs there",
          VARIABLE,
          path,
          System.mapLibraryName("torch"),
          NativeLibrary.version());
    }
    System.setProperty(FLAVOR, flavor());
  }

  private boolean has(String library) {
    return Files.isRegularFile(path.resolve(System.mapLibraryName(library)));
  }
}
