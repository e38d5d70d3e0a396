package dev.cloze.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a tiny model's folder, to be damaged. */
record TinyModel(Path folder) {
  static final Path ORIGINAL =
      Path.of("src/test/resources/golden/openprompt/bert").toAbsolutePath();

  static TinyModel copiedTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(ORIGINAL)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return new TinyModel(folder);
  }

  TinyModel without(String... names) {
    try {
      for (String name : names) {
        Files.delete(folder.resolve(name));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TinyModel config(String found, String replacement) {
    try {
      Path file = folder.resolve("config.json");
      String text = Files.readString(file);
      if (!text.contains(found)) {
        throw new AssertionError(found + " is not in " + text);
      }
      Files.writeString(file, text.replace(found, replacement));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TinyModel bytes(String name, byte[] content) {
    try {
      Files.write(folder.resolve(name), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts the end off the weights. */
  TinyModel truncated() {
    try {
      byte[] whole = Files.readAllBytes(folder.resolve("model.safetensors"));
      return bytes("model.safetensors", java.util.Arrays.copyOf(whole, whole.length - 1000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Weights whose header is {@code json}, said to be of {@code length} bytes. */
  TinyModel header(long length, String json, int dataBytes) {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return bytes("model.safetensors", file.putLong(length).put(header).array());
  }

  /** The names of the folder's files. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
