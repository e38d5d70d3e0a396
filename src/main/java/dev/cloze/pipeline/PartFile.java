package dev.cloze.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.run.WholeFile;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of lines that grows beside its place until it is whole, so that a killed process can be
 * gone on with.
 *
 * @param lines how many lines of whole blocks are there already
 * @param bytes how long they are
 * @param first the first line that is there; empty where there is none
 * @param last the last line of the whole blocks; empty where there is none
 */
record PartFile(Path file, Path part, long lines, long bytes, String first, String last) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The part of a file. What is behind the last whole block is written again: texts are scored
   * block by block, and one that is cut in two would give other last digits.
   *
   * @param block how many lines are written together
   */
  static PartFile beside(Path file, int block) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      return Files.exists(part) ? whole(file, part, block) : new PartFile(file, part, 0, 0, "", "");
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
  }

  private static PartFile whole(Path file, Path part, int block) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    String first = "";
    String last = "";
    long read = 0;
    long end = 0;
    long lines = 0;
    long bytes = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(part))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
          continue;
        }
        read++;
        end += line.size() + 1;
        first = read == 1 ? line.toString(StandardCharsets.UTF_8) : first;
        if (read % block == 0) {
          lines = read;
          bytes = end;
          last = line.toString(StandardCharsets.UTF_8);
        }
        line.reset();
      }
    }
    return new PartFile(file, part, lines, bytes, first, last);
  }

  /**
   * Refuses what was begun by somebody else.
   *
   * @param example the one that the last line should be of
   * @param source who the lines should be of
   * @param members whether lines should tell what each member said
   * @throws ClozeException {@link RecipeError#OTHER_PART}
   */
  void requireOurs(Optional<Example> example, String source, boolean members) {
    boolean ours =
        (first.isEmpty() || isOf(source, members, tree(first)))
            && (lines == 0 || example.map(one -> isOf(one, tree(last))).orElse(false));
    if (!ours) {
      throw new ClozeException(
          RecipeError.OTHER_PART,
          "%s: was begun with other texts or by other classifiers; delete it, or name another file"
              + " with --out",
          part);
    }
  }

  private static boolean isOf(String source, boolean members, JsonNode line) {
    return line.path("source").asText().equals(source) && line.has("members") == members;
  }

  private static boolean isOf(Example example, JsonNode line) {
    return line.path("id").asText().equals(example.id())
        && example.fields().entrySet().stream()
            .allMatch(text -> line.path(text.getKey()).asText().equals(text.getValue()));
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Writes behind the whole blocks that are there. */
  BufferedWriter append() throws IOException {
    if (Files.exists(part)) {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.truncate(bytes);
      }
    }
    return Files.newBufferedWriter(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Puts the whole file in its place. */
  void finish() throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
