package dev.cloze.run;

import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder for results, which is new or was empty.
 *
 * @param path where it stands
 * @param made whether this process made it
 */
public record NewFolder(Path path, boolean made) {
  /**
   * Makes a folder.
   *
   * @param wanted the folder, which must be new or empty; where absent the first free one of {@code
   *     parent/NAME}, {@code parent/NAME-2} and so on
   * @param taken the code where something is in it
   * @param command the command of {@code cloze} that goes on with what is there
   * @param what what that is, such as {@code sweep}
   * @throws ClozeException {@code taken}; {@link RunError#UNWRITABLE_FOLDER}
   */
  public static NewFolder make(
      Optional<Path> wanted,
      Path parent,
      String name,
      ErrorCode taken,
      String command,
      String what) {
    Path path = wanted.orElseGet(() -> free(parent, name));
    try {
      boolean made = !Files.exists(path);
      if (!made && !isEmpty(path)) {
        throw new ClozeException(
            taken,
            "%s: %s; 'cloze %s --resume %s' goes on with a %s, --out names another folder",
            path,
            Files.isDirectory(path) ? "the folder has something in it" : "this is a file",
            command,
            path,
            what);
      }
      Files.createDirectories(path);
      if (!Files.isWritable(path)) {
        throw new IOException("not permitted");
      }
      return new NewFolder(path, made);
    } catch (IOException e) {
      throw WholeFile.unwritable(path, e);
    }
  }

  /** Makes a folder where it is missing, and those above it. */
  public static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw WholeFile.unwritable(folder, e);
    }
  }

  static Path free(Path parent, String name) {
    Path folder = parent.resolve(name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = parent.resolve(name + "-" + i);
    }
    return folder;
  }

  static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
