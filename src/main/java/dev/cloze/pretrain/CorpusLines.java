package dev.cloze.pretrain;

import com.google.common.hash.Hashing;
import com.google.common.io.CountingInputStream;
import com.google.common.io.MoreFiles;
import dev.cloze.base.ClozeException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The lines of a text file of any size, plain or gzipped, which must be UTF-8. */
final class CorpusLines implements AutoCloseable {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Path file;
  private final CountingInputStream stored;
  private final InputStream bytes;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;

  private CorpusLines(Path file, CountingInputStream stored, InputStream bytes) {
    this.file = file;
    this.stored = stored;
    this.bytes = bytes;
  }

  static CorpusLines open(Path file) {
    requireFile(file);
    try {
      CountingInputStream stored = new CountingInputStream(Files.newInputStream(file));
      InputStream raw = new BufferedInputStream(stored, BUFFER);
      raw.mark(2);
      boolean gzipped = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
      raw.reset();
      return new CorpusLines(
          file,
          stored,
          gzipped ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The SHA-256 of a file as it is stored. */
  static String sha256(Path file) {
    requireFile(file);
    try {
      return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ClozeException(
          PretrainError.UNREADABLE_CORPUS,
          "%s: %s; the path of a text file, plain or gzipped, belongs here",
          file,
          Files.isDirectory(file) ? "this is a folder" : "no such file");
    }
  }

  /** How far the file as it is stored has been read. */
  long position() {
    return stored.getCount();
  }

  /** The next line without its end, or null behind the last. */
  String next() {
    line.reset();
    try {
      int c = bytes.read();
      if (c < 0) {
        return null;
      }
      number++;
      while (c >= 0 && c != '\n') {
        line.write(c);
        c = bytes.read();
      }
      String text = decoder.decode(ByteBuffer.wrap(line.toByteArray())).toString();
      return number == 1 && text.startsWith(BYTE_ORDER_MARK)
          ? text.substring(BYTE_ORDER_MARK.length())
          : text;
    } catch (CharacterCodingException e) {
      throw new ClozeException(
              PretrainError.NOT_UTF8,
              "%s:%d: found bytes that are not UTF-8; save the file as UTF-8",
              file,
              number)
          .causedBy(e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static ClozeException unreadable(Path file, IOException e) {
    return new ClozeException(
            PretrainError.UNREADABLE_CORPUS, "%s: cannot be read: %s", file, e.getMessage())
        .causedBy(e);
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
