package dev.cloze.weights;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One safetensors file. Opening it reads and checks the header alone; a tensor's bytes are read
 * piece by piece when it is asked for, through one buffer: a mapped file would stay in memory
 * beside its copy until the next collection. Several threads may read one file, one after the
 * other.
 */
public final class Safetensors implements AutoCloseable {
  /** What is read at once. */
  private static final int PIECE = 1 << 24;

  private final Path file;
  private final FileChannel channel;
  private final Header header;
  private final int piece;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  /**
   * Where a tensor stands in the file.
   *
   * @param name its name
   * @param dtype the format of its numbers
   * @param shape the length of every axis; empty for a single number
   * @param begin its first byte, counted from the end of the header
   * @param end the byte after its last
   */
  public record Entry(String name, Dtype dtype, ImmutableLongArray shape, long begin, long end) {
    /** Checks that the bytes are no fewer than none. */
    public Entry {
      checkArgument(0 <= begin && begin <= end, "%s: bytes %s to %s", name, begin, end);
    }

    /** How many numbers the tensor holds. */
    public long count() {
      return Shapes.count(shape.toArray());
    }
  }

  private Safetensors(Path file, FileChannel channel, Header header, int piece) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.piece = piece;
  }

  /**
   * Opens a file and checks its header, without taking memory for its tensors.
   *
   * @throws ClozeException {@code WGT-004} to {@code WGT-012} for what can be wrong with the file,
   *     {@code WGT-017} if it cannot be read
   */
  public static Safetensors open(Path file) {
    return open(file, PIECE);
  }

  /** As {@link #open(Path)}, reading at most {@code piece} bytes at once, a multiple of 8. */
  static Safetensors open(Path file, int piece) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        return new Safetensors(file, channel, Header.read(file, channel), piece);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new ClozeException(WeightsError.NO_SUCH_PATH, "%s: no such file", file).causedBy(e);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** The tensors by name, in the order of their bytes. */
  public ImmutableMap<String, Entry> entries() {
    return header.entries();
  }

  /** The file's own notes, such as {@code format: pt}. */
  public ImmutableMap<String, String> metadata() {
    return header.metadata();
  }

  /**
   * Copies a tensor into the engine's memory; it belongs to the open scope. Whole numbers of 8, 16
   * and 32 bits are read too.
   *
   * @param to the format to convert to
   * @throws ClozeException {@code WGT-014} if there is no such tensor, {@code WGT-013} if its dtype
   *     is not read, {@code WGT-017} if the file cannot be read
   */
  public synchronized Tensor read(String name, NumberFormat to) {
    Entry entry = header.entries().get(name);
    if (entry == null) {
      throw missing(name);
    }
    NumberFormat from = entry.dtype().numberFormat().orElseThrow(() -> unreadable(entry));
    long[] shape = entry.shape().toArray();
    long count = entry.count();
    if (count == 0) {
      return Tensor.zeros(to, shape);
    }
    long most = piece / (entry.dtype().bits() / 8);
    if (count <= most) {
      return Tensor.ofBytes(bytes(entry, 0, count), from, to, shape);
    }
    Tensor whole = Tensor.zeros(to, shape);
    for (long start = 0; start < count; start += most) {
      copyPiece(entry, from, whole, start, Math.min(most, count - start));
    }
    return whole;
  }

  private void copyPiece(Entry entry, NumberFormat from, Tensor whole, long start, long length) {
    Scope.run(
        () ->
            Memory.assign(
                Shapes.narrow(Shapes.reshape(whole, -1), 0, start, length),
                Tensor.ofBytes(bytes(entry, start, length), from, whole.format(), length)));
  }

  /** Numbers {@code start} to {@code start + length}, in the format that the engine takes. */
  private ByteBuffer bytes(Entry entry, long start, long length) {
    int width = entry.dtype().bits() / 8;
    int wanted = Math.toIntExact(length * width);
    if (buffer.capacity() < wanted) {
      buffer = ByteBuffer.allocateDirect(wanted);
    }
    buffer.clear().limit(wanted);
    long position = header.dataStart() + entry.begin() + start * width;
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw new EOFException("the file ends within a tensor");
        }
      }
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
    buffer.flip();
    return entry.dtype().isWidened() ? WholeNumbers.widened(buffer, width) : buffer;
  }

  private ClozeException missing(String name) {
    return new ClozeException(
        WeightsError.MISSING_TENSOR,
        "%s: holds no tensor %s%s",
        file,
        Quote.name(name),
        Quote.nearest(name, header.entries().keySet()));
  }

  private ClozeException unreadable(Entry entry) {
    return new ClozeException(
        WeightsError.UNREADABLE_DTYPE,
        "%s: tensor %s is stored as %s, which is not read; store it as F32, F16 or BF16",
        file,
        Quote.name(entry.name()),
        entry.dtype());
  }

  private static ClozeException cannotRead(Path file, IOException cause) {
    return new ClozeException(
            WeightsError.CANNOT_READ, "%s: cannot be read: %s", file, Quote.reason(cause))
        .causedBy(cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }
}
