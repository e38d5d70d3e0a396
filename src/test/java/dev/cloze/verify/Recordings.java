package dev.cloze.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recordings that tests compare with, and copies of them to plant mistakes in. */
final class Recordings {
  static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  static final Path OPENPROMPT = GOLDEN.resolve("openprompt");
  static final Path FAULTS = GOLDEN.resolve("openprompt-faults");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Recordings() {}

  /** Copies a folder with all that is in it. */
  static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode read(Path folder) {
    try {
      return (ObjectNode) JSON.readTree(folder.resolve(Recording.FILE).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path folder, ObjectNode recording) {
    try {
      JSON.writeValue(folder.resolve(Recording.FILE).toFile(), recording);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves only some cases of a copy, in the given order. */
  static void keep(Path folder, List<Integer> cases) {
    ObjectNode recording = read(folder);
    ArrayNode all = (ArrayNode) recording.get("cases");
    ArrayNode kept = JSON.createArrayNode();
    cases.forEach(number -> kept.add(all.get(number)));
    recording.set("cases", kept);
    write(folder, recording);
  }
}
