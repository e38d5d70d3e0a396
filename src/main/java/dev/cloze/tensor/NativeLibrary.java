package dev.cloze.tensor;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unpacked native library. The engine unpacks it from the class path into a folder of its own
 * and moves that into place as a whole, but then trusts whatever the folder holds: a file cut short
 * by a full disk would end every later start, at worst by a signal that kills the JVM. So the
 * files' lengths are compared with the class path's before the engine looks.
 */
final class NativeLibrary {
  private static final Logger LOGGER = LoggerFactory.getLogger(NativeLibrary.class);
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Platform platform;
  private final Path cache;

  private NativeLibrary(Platform platform, Path cache) {
    this.platform = platform;
    this.cache = cache;
  }

  /** The library of this platform in a folder for unpacked libraries. */
  static NativeLibrary in(Path cache) {
    return new NativeLibrary(Platform.detectPlatform("pytorch"), cache);
  }

  /** The library of this platform where the engine unpacks it. */
  static NativeLibrary ofThisMachine() {
    return in(Utils.getEngineCacheDir("pytorch"));
  }

  /** What the library in use is built for: {@code cpu}, or {@code cu128} and the like. */
  static String flavor() {
    return LibTorchFolder.given()
        .map(LibTorchFolder::flavor)
        .orElseGet(() -> Platform.detectPlatform("pytorch").getFlavor());
  }

  /** PyTorch's version that the bridge is made for, such as {@code 2.7.1}. */
  static String version() {
    String withDate = Platform.detectPlatform("pytorch").getVersion();
    return withDate.replaceFirst("-.*", "");
  }

  /** The folder that this version is unpacked to. */
  Path folder() {
    return cache.resolve(
        platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier());
  }

  /** Clears away what an interrupted start left, and says so where unpacking is to be done. */
  void prepare() throws IOException {
    removeAbandoned();
    Optional<String> damage = damage();
    if (damage.isPresent()) {
      LOGGER.warn("{} is damaged ({}): unpacking it again", folder(), damage.get());
      remove(folder());
    }
    if (Files.notExists(folder())) {
      LOGGER.info("unpacking the native library to {}: once, on the first start", folder());
    }
  }

  /** What is wrong with the unpacked files, or empty where they are whole or not there at all. */
  Optional<String> damage() throws IOException {
    if (Files.notExists(folder())) {
      return Optional.empty();
    }
    for (String file : platform.getLibraries()) {
      String origin =
          "pytorch/%s/%s/%s".formatted(platform.getFlavor(), platform.getClassifier(), file);
      Optional<String> found = difference(folder().resolve(file), origin);
      if (found.isPresent()) {
        return found;
      }
    }
    String bridge = System.mapLibraryName("djl_torch");
    Path unpacked = folder().resolve(platform.getApiVersion() + "-" + bridge);
    String origin =
        "jnilib/%s/%s/%s".formatted(platform.getClassifier(), platform.getFlavor(), bridge);
    return Files.exists(unpacked) ? difference(unpacked, origin) : Optional.empty();
  }

  private static Optional<String> difference(Path unpacked, String origin) throws IOException {
    URL packed = NativeLibrary.class.getClassLoader().getResource(origin);
    if (packed == null) {
      return Optional.empty();
    }
    long expected = packed.openConnection().getContentLengthLong();
    long found = Files.exists(unpacked) ? Files.size(unpacked) : 0;
    return found == expected
        ? Optional.empty()
        : Optional.of("%s has %d of %d bytes".formatted(unpacked.getFileName(), found, expected));
  }

  /** Folders that the engine was unpacking into when it was stopped; a running start is younger. */
  private void removeAbandoned() throws IOException {
    if (Files.notExists(cache)) {
      return;
    }
    Instant limit = Instant.now().minus(ABANDONED);
    try (Stream<Path> entries = Files.list(cache)) {
      List<Path> abandoned =
          entries
              .filter(path -> path.getFileName().toString().startsWith("tmp"))
              .filter(path -> lastChange(path).isBefore(limit))
              .toList();
      for (Path path : abandoned) {
        remove(path);
      }
    }
  }

  private static Instant lastChange(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Renames first, so that no other start sees a folder with half of its files. */
  private void remove(Path path) throws IOException {
    Path aside = Files.createTempDirectory(cache, "tmp");
    Files.move(path, aside.resolve(path.getFileName()));
    MoreFiles.deleteRecursively(aside, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
