package dev.cloze.plm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rewrites a checkpoint's norms to the names that the first BERT checkpoints have. */
final class OlderNames {
  private OlderNames() {}

  static Path copyOf(Path from, Path to) throws IOException {
    Files.copy(from.resolve("config.json"), to.resolve("config.json"));
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(from.resolve("model.safetensors")))
            .order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) file.getLong()];
    file.get(header);
    byte[] renamed =
        new String(header, StandardCharsets.UTF_8)
            .replace("LayerNorm.weight", "LayerNorm.gamma")
            .replace("LayerNorm.bias", "LayerNorm.beta")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(renamed.length)
            .array());
    out.write(renamed);
    out.write(file.array(), file.position(), file.remaining());
    Files.write(to.resolve("model.safetensors"), out.toByteArray());
    return to;
  }
}
