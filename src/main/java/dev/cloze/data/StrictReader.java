package dev.cloze.data;

import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Locale;

/**
 * Decodes text without ever replacing what does not belong to its encoding: that is an error with
 * its line and byte. A byte order mark is left out.
 */
final class StrictReader extends Reader {
  private static final int CHUNK = 8192;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final DataSource source;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
  // some character sets make two characters of a byte
  private final CharBuffer chars = CharBuffer.allocate(2 * CHUNK).flip();
  private long decodedBytes;
  private long line = 1;
  private boolean started;
  private boolean ended;

  /** Whether the next byte does not belong here: what stands before it is given out first. */
  private boolean foreign;

  StrictReader(InputStream in, DataSource source) {
    this.in = in;
    this.source = source;
    this.charset = source.charset();
    // a new decoder reports what it cannot decode
    this.decoder = charset.newDecoder();
  }

  @Override
  public int read(char[] target, int offset, int length) {
    if (!chars.hasRemaining() && !refill()) {
      return -1;
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw source.unreadable(e);
    }
  }

  private boolean refill() {
    while ((foreign || !ended) && !chars.hasRemaining()) {
      if (!foreign) {
        fill();
      }
      chars.clear();
      decode();
      chars.flip();
      if (!started && chars.hasRemaining()) {
        started = true;
        if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
          chars.get();
        }
      }
    }
    return chars.hasRemaining();
  }

  private void fill() {
    bytes.compact();
    boolean first = decodedBytes == 0 && bytes.position() == 0;
    try {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = count < 0;
      bytes.position(bytes.position() + Math.max(0, count)).flip();
    } catch (IOException e) {
      throw source.unreadable(e);
    }
    if (first) {
      ForeignFile.refuse(bytes, charset, source);
    }
  }

  private void decode() {
    int before = bytes.position();
    CoderResult result = decoder.decode(bytes, chars, ended);
    decodedBytes += bytes.position() - before;
    line += countLines();
    foreign = result.isError();
    if (foreign && chars.position() == 0) {
      throw new ClozeException(
          DataError.WRONG_ENCODING,
          "%s:%d: found bytes that are not %s (byte %d of the file); name what it is written in"
              + " with 'encoding:', such as %s",
          source.name(),
          line,
          charset.name().toUpperCase(Locale.ROOT),
          decodedBytes,
          charset.name().equals("UTF-8") ? "windows-1252" : "utf-8");
    }
  }

  private long countLines() {
    long count = 0;
    for (int i = 0; i < chars.position(); i++) {
      if (chars.array()[i] == '\n') {
        count++;
      }
    }
    return count;
  }
}
