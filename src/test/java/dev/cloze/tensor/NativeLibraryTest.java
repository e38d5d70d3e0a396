package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Platform;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  private static final Platform PLATFORM = Platform.detectPlatform("pytorch");

  @TempDir private Path cache;
  private NativeLibrary library;

  @BeforeEach
  void make() {
    library = NativeLibrary.in(cache);
  }

  @Test
  void announcesUnpackingOnTheFirstStart() throws IOException {
    assertThat(prepare()).containsExactly(announcement());
  }

  @Test
  void announcesUnpackingBesideAnotherVersion() throws IOException {
    Files.createDirectory(cache.resolve("1.0.0-cpu-linux"));
    assertThat(prepare()).containsExactly(announcement());
    assertThat(cache.resolve("1.0.0-cpu-linux")).exists();
  }

  @Test
  void leavesWholeFilesAlone() throws IOException {
    unpack();
    assertThat(library.damage()).isEmpty();
    assertThat(prepare()).isEmpty();
    assertThat(library.folder()).isNotEmptyDirectory();
  }

  @Test
  void clearsAwayFilesCutShort() throws IOException {
    unpack();
    Path file = library.folder().resolve(System.mapLibraryName("torch_cpu"));
    long length = Files.size(file);
    setLength(file, 1_000);
    assertThat(prepare())
        .containsExactly(
            "WARN %s is damaged (%s has 1000 of %d bytes): unpacking it again"
                .formatted(library.folder(), file.getFileName(), length),
            announcement());
    assertThat(library.folder()).doesNotExist();
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void clearsAwayAFolderWithAFileMissing() throws IOException {
    unpack();
    Files.delete(library.folder().resolve(System.mapLibraryName("torch")));
    assertThat(prepare()).hasSize(2).element(0).asString().contains("has 0 of");
    assertThat(library.folder()).doesNotExist();
  }

  @Test
  void clearsAwayABridgeCutShort() throws IOException {
    unpack();
    String name = PLATFORM.getApiVersion() + "-" + System.mapLibraryName("djl_torch");
    setLength(library.folder().resolve(name), 7);
    assertThat(library.damage()).hasValueSatisfying(d -> assertThat(d).startsWith(name + " has 7"));
  }

  @Test
  void removesWhatAnInterruptedStartLeftAnHourAgo() throws IOException {
    unpack();
    Path old = Files.createDirectory(cache.resolve("tmp1"));
    Path young = Files.createDirectory(cache.resolve("tmp2"));
    Files.createFile(old.resolve("libtorch_cpu.so"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    assertThat(prepare()).isEmpty();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void failsWhenTheFolderCannotBeMade() throws Exception {
    Path file = Files.createFile(cache.resolve("file"));
    ChildProcess child = start(file);
    assertThat(child.status()).isEqualTo(1);
    assertThat(child.errors())
        .contains(TensorError.NATIVE_LIBRARY.code() + ": native library: " + file)
        .contains("could not be unpacked or loaded")
        .contains("DJL_CACHE_DIR");
  }

  @Test
  void failsWithoutTheNetworkWhenAnotherLibraryIsAskedFor() throws Exception {
    Map<String, String> environment =
        Map.of("DJL_CACHE_DIR", cache.toString(), "PYTORCH_VERSION", "2.5.1");
    ChildProcess child =
        ChildProcess.run(environment, List.of(), TrainingProcess.class, "losses", "1");
    assertThat(child.status()).isEqualTo(1);
    assertThat(child.errors())
        .contains(TensorError.NATIVE_LIBRARY.code())
        .contains("Offline mode is enabled");
  }

  @Test
  @Tag("slow")
  void startsAgainAfterFilesWereCutShort() throws Exception {
    assertThat(start(cache).status()).isZero();
    NativeLibrary unpacked = NativeLibrary.in(cache.resolve("pytorch"));
    Path file = unpacked.folder().resolve(System.mapLibraryName("torch_cpu"));
    setLength(file, 100_000_000);
    ChildProcess child = start(cache);
    assertThat(child.status()).as(child.errors()).isZero();
    assertThat(child.errors()).contains("is damaged");
    assertThat(unpacked.damage()).isEmpty();
  }

  private static ChildProcess start(Path cache) throws Exception {
    Map<String, String> environment = Map.of("DJL_CACHE_DIR", cache.toString());
    return ChildProcess.run(environment, List.of(), TrainingProcess.class, "losses", "1");
  }

  private List<String> prepare() throws IOException {
    try (LogLines log = new LogLines(NativeLibrary.class)) {
      library.prepare();
      return log.lines();
    }
  }

  private String announcement() {
    return "INFO unpacking the native library to "
        + library.folder()
        + ": once, on the first start";
  }

  /** Files of the right names and lengths, with holes for contents. */
  private void unpack() throws IOException {
    Files.createDirectories(library.folder());
    String classifier = PLATFORM.getClassifier();
    String flavor = PLATFORM.getFlavor();
    for (String file : PLATFORM.getLibraries()) {
      setLength(
          library.folder().resolve(file), packed("pytorch/" + flavor + "/" + classifier, file));
    }
    String bridge = System.mapLibraryName("djl_torch");
    setLength(
        library.folder().resolve(PLATFORM.getApiVersion() + "-" + bridge),
        packed("jnilib/" + classifier + "/" + flavor, bridge));
  }

  private static long packed(String folder, String file) throws IOException {
    return ClassLoader.getSystemResource(folder + "/" + file)
        .openConnection()
        .getContentLengthLong();
  }

  private static void setLength(Path path, long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(length);
    }
  }
}
