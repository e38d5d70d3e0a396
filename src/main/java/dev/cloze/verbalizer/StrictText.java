package dev.cloze.verbalizer;

import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file that must be UTF-8. */
final class StrictText {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private StrictText() {}

  static String read(Path file) {
    byte[] bytes = bytes(file);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      throw new ClozeException(
          VerbalizerError.NOT_UTF8,
          "%s:%d: bytes that are not UTF-8 were found; save the file as UTF-8",
          file,
          1 + text.chars().filter(c -> c == '\n').count());
    }
    String all = text.toString();
    return all.startsWith(BYTE_ORDER_MARK) ? all.substring(BYTE_ORDER_MARK.length()) : all;
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ClozeException(
          VerbalizerError.UNREADABLE_FILE, "%s: no such file; give a verbalizer file", file);
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      ClozeException error =
          new ClozeException(
              VerbalizerError.UNREADABLE_FILE, "%s: cannot be read: %s", file, e.getMessage());
      throw error.causedBy(e);
    }
  }
}
