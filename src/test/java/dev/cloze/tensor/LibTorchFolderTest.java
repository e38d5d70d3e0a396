package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibTorchFolderTest {
  @TempDir private Path folder;

  @Test
  void noneIsGivenUnlessSomebodySaysSo() {
    assertThat(LibTorchFolder.given()).isEmpty();
  }

  @Test
  void knowsALibraryWithCudaByItsFiles() throws IOException {
    create("torch");
    assertThat(new LibTorchFolder(folder).flavor()).isEqualTo("cpu");
    create("torch_cuda");
    assertThat(new LibTorchFolder(folder).flavor()).isEqualTo("cu128");
  }

  @Test
  void refusesAFolderWithoutALibrary() {
    assertThatThrownBy(() -> new LibTorchFolder(folder).use())
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TensorError.NATIVE_LIBRARY))
        .hasMessage(
            "PYTORCH_LIBRARY_PATH: %s has no %s; the 'lib' folder of a LibTorch 2.7.1 belongs"
                + " there",
            folder, System.mapLibraryName("torch"));
  }

  @Test
  void aProcessTakesTheFolderThatItIsGiven() throws Exception {
    assertThat(Machine.engineVersion()).isEqualTo(NativeLibrary.version());
    ChildProcess child = start(NativeLibrary.ofThisMachine().folder());

    assertThat(child.status()).as(child.errors()).isZero();
    assertThat(child.output()).isNotEmpty();
    // nothing was unpacked: the library is the one in the folder
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysInOneLineWhichFolderCannotBeLoaded() throws Exception {
    create("torch");
    create("torch_cpu");
    ChildProcess child = start(folder);

    assertThat(child.status()).isEqualTo(1);
    assertThat(child.errors())
        .contains("PYTORCH_LIBRARY_PATH: the library in " + folder + " could not be loaded");
  }

  private ChildProcess start(Path library) throws Exception {
    Map<String, String> environment =
        Map.of("PYTORCH_LIBRARY_PATH", library.toString(), "DJL_CACHE_DIR", folder.toString());
    return ChildProcess.run(environment, List.of(), TrainingProcess.class, "losses", "1");
  }

  private void create(String library) throws IOException {
    Files.createFile(folder.resolve(System.mapLibraryName(library)));
  }
}
