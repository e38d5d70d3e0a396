package dev.cloze.data;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import dev.cloze.base.ClozeException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Tells by its first bytes a file that is no text in the encoding that was said. */
final class ForeignFile {
  /** What a file is whose first bytes are these in ISO 8859-1, and what to do. */
  private static final ImmutableMap<String, String> SIGNATURES =
      ImmutableMap.of(
          "PAR1", "this is a Parquet file; say 'format: parquet'",
          "\u001f\u008b", "this file is packed with gzip; unpack it first",
          "PK\u0003\u0004", "this is a ZIP archive or an office document; export it as CSV first",
          "\u0089PNG", "this is a picture");

  private ForeignFile() {}

  /**
   * Looks at the beginning of a file.
   *
   * @throws ClozeException {@link DataError#BINARY_FILE} or {@link DataError#WRONG_ENCODING}
   */
  static void refuse(ByteBuffer beginning, Charset charset, DataSource source) {
    byte[] bytes = new byte[beginning.remaining()];
    beginning.duplicate().get(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    SIGNATURES.forEach(
        (signature, meaning) -> {
          if (text.startsWith(signature)) {
            throw new ClozeException(
                DataError.BINARY_FILE, "%s: looks binary: %s", source.name(), meaning);
          }
        });
    if (isWide(charset)) {
      return;
    }
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      throw new ClozeException(
          DataError.WRONG_ENCODING,
          "%s:1: found the byte order mark of UTF-16 (byte 0 of the file); say 'encoding: utf-16'",
          source.name());
    }
    int zero = Bytes.indexOf(bytes, (byte) 0);
    if (zero >= 0) {
      throw new ClozeException(
          DataError.BINARY_FILE,
          "%s: looks binary: byte %d is zero; a text belongs here, in another encoding with"
              + " 'encoding:'",
          source.name(),
          zero);
    }
  }

  /** Whether text in a character set may have zero bytes. */
  private static boolean isWide(Charset charset) {
    String name = Ascii.toUpperCase(charset.name());
    return name.contains("UTF-16") || name.contains("UTF-32");
  }
}
