package dev.cloze.data;

import java.util.Optional;

/**
 * Reads lines that end with a line feed, or a carriage return and a line feed. A lone carriage
 * return stays within its line, which {@link java.io.BufferedReader} would break there.
 */
final class LineReader implements AutoCloseable {
  private static final int CHUNK = 8192;

  private final StrictReader reader;
  private final char[] chars = new char[CHUNK];
  private int next;
  private int limit;
  private long number;
  private boolean ended;

  LineReader(StrictReader reader) {
    this.reader = reader;
  }

  /** The number of the last line, from 1. */
  long number() {
    return number;
  }

  /** Whether the last line had an end, which the last one of a text may lack. */
  boolean hasEnded() {
    return ended;
  }

  /** The next line without its end, or empty at the end of the text. */
  Optional<String> next() {
    StringBuilder line = new StringBuilder();
    boolean any = false;
    while (next < limit || fill()) {
      any = true;
      int end = next;
      while (end < limit && chars[end] != '\n') {
        end++;
      }
      line.append(chars, next, end - next);
      next = end + 1;
      ended = end < limit;
      if (ended) {
        break;
      }
    }
    if (!any) {
      return Optional.empty();
    }
    number++;
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return Optional.of(line.toString());
  }

  @Override
  public void close() {
    reader.close();
  }

  private boolean fill() {
    next = 0;
    limit = Math.max(0, reader.read(chars, 0, chars.length));
    return limit > 0;
  }
}
