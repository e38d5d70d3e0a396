package dev.cloze.pretrain;

import dev.cloze.base.ClozeException;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The tokens of a corpus one behind the other in a file, two bytes each where the vocabulary
 * allows, else four: as much as there may be, read a row at a time.
 */
final class TokenFile implements AutoCloseable {
  private static final int TWO_BYTES = 1 << Character.SIZE;

  private final Path file;
  private final FileChannel channel;
  private final int width;
  private final long size;

  private TokenFile(Path file, FileChannel channel, int width) throws IOException {
    this.file = file;
    this.channel = channel;
    this.width = width;
    this.size = channel.size() / width;
  }

  /** Opens a file that was written for a vocabulary of this size. */
  static TokenFile open(Path file, int vocabulary) {
    try {
      return new TokenFile(file, FileChannel.open(file), width(vocabulary));
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  private static int width(int vocabulary) {
    return vocabulary <= TWO_BYTES ? Character.BYTES : Integer.BYTES;
  }

  private static ClozeException cannot(String what, Path file, IOException e) {
    return new ClozeException(
            PretrainError.UNWRITABLE_FOLDER, "%s: cannot be %s: %s", file, what, e.getMessage())
        .causedBy(e);
  }

  /** The number of tokens. */
  long size() {
    return size;
  }

  /** {@code length} tokens from {@code start} on. */
  int[] read(long start, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length * width);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, start * width + bytes.position()) < 0) {
          throw new IllegalArgumentException("%s ends before token %d".formatted(file, start));
        }
      }
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
    bytes.flip();
    int[] tokens = new int[length];
    for (int i = 0; i < length; i++) {
      tokens[i] = width == Character.BYTES ? bytes.getChar() : bytes.getInt();
    }
    return tokens;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  /** Writes a file aside; it has its name once it is finished. */
  static final class Writer implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final DataOutputStream out;
    private final int width;

    Writer(Path file, int vocabulary) {
      this.file = file;
      this.partial = file.resolveSibling(file.getFileName() + ".partial");
      this.width = width(vocabulary);
      try {
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)));
      } catch (IOException e) {
        throw cannot("written", partial, e);
      }
    }

    void add(int... tokens) {
      try {
        for (int token : tokens) {
          if (width == Character.BYTES) {
            out.writeChar(token);
          } else {
            out.writeInt(token);
          }
        }
      } catch (IOException e) {
        throw cannot("written", partial, e);
      }
    }

    void finish() {
      try {
        out.close();
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw cannot("written", file, e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
        Files.deleteIfExists(partial);
      } catch (IOException e) {
        throw cannot("written", partial, e);
      }
    }
  }
}
