package dev.cloze.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that must be UTF-8: a byte that is not is an error with its line, never a guess. */
public final class StrictText {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private StrictText() {}

  /**
   * The text of a file, without a byte order mark.
   *
   * @throws ClozeException {@link BaseError#UNREADABLE_FILE} or {@link BaseError#NOT_UTF8}
   */
  public static String read(Path file) {
    return read(file, BaseError.UNREADABLE_FILE, BaseError.NOT_UTF8);
  }

  /**
   * The text of a file, with a room's own codes for what may be wrong with it.
   *
   * @param unreadable for a file that is missing, a folder, or not to be read
   * @param notUtf8 for a file with other bytes than UTF-8 has
   */
  public static String read(Path file, ErrorCode unreadable, ErrorCode notUtf8) {
    byte[] bytes = bytes(file, unreadable);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      throw new ClozeException(
          notUtf8,
          "%s:%d: found bytes that are not UTF-8; save the file as UTF-8",
          file,
          1 + text.chars().filter(c -> c == '\n').count());
    }
    String all = text.toString();
    return all.startsWith(BYTE_ORDER_MARK) ? all.substring(BYTE_ORDER_MARK.length()) : all;
  }

  private static byte[] bytes(Path file, ErrorCode unreadable) {
    if (!Files.isRegularFile(file)) {
      throw new ClozeException(
          unreadable,
          "%s: %s; the path of a file belongs here",
          file,
          Files.isDirectory(file) ? "this is a folder" : "no such file");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ClozeException(unreadable, "%s: cannot be read: %s", file, e.getMessage())
          .causedBy(e);
    }
  }
}
