package dev.cloze.weights;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The header of a safetensors file: 8 bytes of length, little endian, then JSON. Made only from a
 * file whose tensors fill the rest of it exactly, without overlap or gap.
 *
 * @param entries the tensors, in the order of their bytes
 * @param metadata the file's own notes
 * @param dataStart where in the file the bytes of the tensors begin
 */
record Header(
    ImmutableMap<String, Safetensors.Entry> entries,
    ImmutableMap<String, String> metadata,
    long dataStart) {
  static final int PREFIX = Long.BYTES;

  /** The format's own limit on the header. */
  private static final long LARGEST = 100_000_000;

  private static final String POINTER = "version https://git-lfs";

  static Header read(Path file, SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    long length = length(file, channel, size);
    byte[] json = bytes(channel, PREFIX, (int) length).array();
    HeaderParser parser = new HeaderParser(file);
    parser.parse(json);
    ImmutableList<Safetensors.Entry> inOrder = parser.entries();
    requireFilled(file, inOrder, size - PREFIX - length);
    return new Header(
        inOrder.stream().collect(ImmutableMap.toImmutableMap(Safetensors.Entry::name, e -> e)),
        parser.metadata(),
        PREFIX + length);
  }

  private static long length(Path file, SeekableByteChannel channel, long size) throws IOException {
    if (size < PREFIX + 2) {
      throw new ClozeException(
          WeightsError.NOT_SAFETENSORS,
          "%s: a file of %d bytes is no safetensors file; an interrupted download?",
          file,
          size);
    }
    ByteBuffer start = bytes(channel, 0, (int) Math.min(size, POINTER.length()));
    if (StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString().equals(POINTER)) {
      throw new ClozeException(
          WeightsError.NOT_SAFETENSORS,
          "%s: a Git LFS pointer stands in place of the weights; fetch them with 'git lfs pull'",
          file);
    }
    long length = start.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    if (length < 2 || length > size - PREFIX) {
      throw new ClozeException(
          WeightsError.NOT_SAFETENSORS,
          "%s: no safetensors file: its first 8 bytes announce a header of %s bytes, and %d follow",
          file,
          Long.toUnsignedString(length),
          size - PREFIX);
    }
    if (length > LARGEST) {
      throw new ClozeException(
          WeightsError.HEADER_TOO_LARGE,
          "%s: a header of %d bytes; the format allows %d",
          file,
          length,
          LARGEST);
    }
    return length;
  }

  private static ByteBuffer bytes(SeekableByteChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(position);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  private static void requireFilled(
      Path file, ImmutableList<Safetensors.Entry> inOrder, long available) {
    long end = 0;
    for (Safetensors.Entry entry : inOrder) {
      if (entry.begin() != end) {
        throw new ClozeException(
            WeightsError.OVERLAP_OR_GAP,
            "%s: tensor %s begins at byte %d; %d was expected, where the tensor before it ends",
            file,
            Quote.name(entry.name()),
            entry.begin(),
            end);
      }
      end = entry.end();
    }
    if (end > available) {
      Safetensors.Entry first =
          inOrder.stream().filter(entry -> entry.end() > available).findFirst().orElseThrow();
      throw new ClozeException(
          WeightsError.TRUNCATED,
          "%s: holds %d of %d bytes of tensors, so that %s and what follows is cut; an interrupted"
              + " download?",
          file,
          available,
          end,
          Quote.name(first.name()));
    }
    if (end < available) {
      throw new ClozeException(
          WeightsError.OVERLAP_OR_GAP,
          "%s: %d bytes after the last tensor belong to none",
          file,
          available - end);
    }
  }

  static Comparator<Safetensors.Entry> byPosition() {
    return Comparator.comparingLong(Safetensors.Entry::begin)
        .thenComparingLong(Safetensors.Entry::end);
  }
}
