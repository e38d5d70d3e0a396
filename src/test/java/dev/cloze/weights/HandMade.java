package dev.cloze.weights;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Safetensors files made byte by byte, and the errors they lead to. */
final class HandMade {
  private HandMade() {}

  static byte[] bytes(String header, byte... body) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length + body.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(body)
        .array();
  }

  static Path file(Path folder, String header, byte... body) {
    return file(folder, bytes(header, body));
  }

  static Path file(Path folder, byte[] bytes) {
    try {
      return Files.write(folder.resolve("model.safetensors"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A header's text for one tensor. */
  static String tensor(String name, String dtype, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, dtype, shape, begin, end);
  }

  static ClozeException errorOf(ThrowingCallable action) {
    return catchThrowableOfType(ClozeException.class, action);
  }
}
