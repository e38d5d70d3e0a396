package dev.cloze.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files of results: written aside, then renamed, so that each is whole or not there. */
public final class WholeFile {
  /** Whatever is missing is refused, but for what is optional: an older version lacked it. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new GuavaModule())
          .registerModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Lines may lack what was not known when they were written. */
  private static final ObjectMapper LINES =
      JSON.copy()
          .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private WholeFile() {}

  /** Writes what a file holds. */
  public interface Content {
    void writeTo(BufferedWriter writer) throws IOException;
  }

  /**
   * Writes a file and returns its path.
   *
   * @throws ClozeException {@link RunError#UNWRITABLE_FOLDER}
   */
  public static Path write(Path file, Content content) {
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      try {
        try (BufferedWriter writer = Files.newBufferedWriter(aside)) {
          content.writeTo(writer);
        }
        force(aside);
        return Files.move(
            aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  /** Without this, a power cut may leave the new name with nothing in it. */
  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Writes a record as JSON. */
  public static Path writeJson(Path file, Record content) {
    return write(file, writer -> writer.write(JSON.writeValueAsString(content) + "\n"));
  }

  /**
   * Reads a record from JSON.
   *
   * @throws ClozeException {@link RunError#NO_RUN} where the file does not hold one
   */
  public static <T extends Record> T readJson(Path file, Class<T> type) {
    try {
      return JSON.readValue(Files.readString(file), type);
    } catch (JsonProcessingException e) {
      throw new ClozeException(
              RunError.NO_RUN, "%s: was not written by a run, or changed since", file)
          .causedBy(e);
    } catch (IOException e) {
      throw new ClozeException(RunError.NO_RUN, "%s: cannot be read: %s", file, e).causedBy(e);
    }
  }

  /** Reads records from a file with a JSON object on each line. */
  static <T extends Record> ImmutableList<T> readJsonLines(Path file, Class<T> type) {
    try (MappingIterator<T> lines = LINES.readerFor(type).readValues(file.toFile())) {
      return ImmutableList.copyOf(lines);
    } catch (IOException | RuntimeJsonMappingException e) {
      throw new ClozeException(
              RunError.NO_RUN, "%s: was not written by a run, or changed since", file)
          .causedBy(e);
    }
  }

  /** Says that a file cannot be written to its end. */
  public static ClozeException unwritten(Path file, IOException cause) {
    return new ClozeException(
            RunError.UNWRITABLE_FOLDER,
            "%s: cannot be written (%s); make room there or permit it; --resume FOLDER then goes"
                + " on with what was begun",
            file,
            cause.getClass().getSimpleName() + ": " + cause.getMessage())
        .causedBy(cause);
  }

  /** Says that results cannot be written to a folder. */
  public static ClozeException unwritable(Path folder, IOException cause) {
    return new ClozeException(
            RunError.UNWRITABLE_FOLDER,
            "%s: the results cannot be written there (%s); name another folder with --out",
            folder,
            cause.getClass().getSimpleName() + ": " + cause.getMessage())
        .causedBy(cause);
  }
}
