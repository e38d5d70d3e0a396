package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Tells whether the files of a model are those of another day: the SHA-256 over the name, the
 * length and the CRC-32C of each MiB of every file, in the order of the names. A plain SHA-256 of
 * some gigabytes would take longer than loading them.
 */
final class Fingerprint {
  private static final int PIECE = 1 << 20;

  private Fingerprint() {}

  /** The fingerprint of the files in a folder, without its subfolders: hexadecimal digits. */
  static String of(Path folder) {
    try (Stream<Path> found = Files.list(folder)) {
      ImmutableList<Path> files =
          found.filter(Files::isRegularFile).sorted().collect(ImmutableList.toImmutableList());
      Hasher hasher = Hashing.sha256().newHasher();
      for (Path file : files) {
        add(hasher, file);
      }
      return hasher.hash().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Hasher hasher, Path file) throws IOException {
    hasher.putString(file.getFileName().toString(), StandardCharsets.UTF_8);
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    try (FileChannel channel = FileChannel.open(file)) {
      hasher.putLong(channel.size());
      while (fill(piece.clear(), channel)) {
        CRC32C sum = new CRC32C();
        sum.update(piece.flip());
        hasher.putLong(sum.getValue());
      }
    }
  }

  /** Reads until the piece is full or the file ends; whether there was anything. */
  private static boolean fill(ByteBuffer piece, FileChannel channel) throws IOException {
    int read = 0;
    while (piece.hasRemaining() && read >= 0) {
      read = channel.read(piece);
    }
    return piece.position() > 0;
  }
}
