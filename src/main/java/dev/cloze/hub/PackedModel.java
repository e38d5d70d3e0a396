package dev.cloze.hub;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A model among the class path's resources, under {@code models/NAME}. */
final class PackedModel {
  /** The files of a model; a jar cannot be asked for them in every place it may stand. */
  static final ImmutableList<String> FILES =
      ImmutableList.of(
          "README.md",
          "config.json",
          "model.safetensors",
          "special_tokens_map.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "vocab.txt");

  private static final int DIGITS = 12;

  private final String name;
  private final ClassLoader loader;

  private PackedModel(String name, ClassLoader loader) {
    this.name = name;
    this.loader = loader;
  }

  /** A model of a class path that has all its files. */
  static PackedModel of(String name, ClassLoader loader) {
    return new PackedModel(name, loader);
  }

  /**
   * The model as a folder: the class path's own where it consists of folders, else one in the
   * cache, written aside and renamed, and named by its content, so that another version of the
   * model never takes its place.
   */
  Path unpack(Path cache) {
    URL config = resource("config.json");
    if (config.getProtocol().equals("file")) {
      return Path.of(URI.create(config.toString())).getParent();
    }
    try {
      Path folder = cache.resolve(name + "-" + digest().toString().substring(0, DIGITS));
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(cache);
        write(cache, folder);
      }
      return folder;
    } catch (IOException e) {
      throw new ClozeException(
              HubError.CANNOT_UNPACK,
              "%s: the model %s cannot be unpacked to it: %s; let CLOZE_CACHE name a folder that"
                  + " can be written to, or give the folder of a model",
              cache,
              name,
              e)
          .causedBy(e);
    }
  }

  private HashCode digest() throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    for (String file : FILES) {
      try (InputStream in = resource(file).openStream()) {
        hasher.putBytes(ByteStreams.toByteArray(in));
      }
    }
    return hasher.hash();
  }

  private void write(Path cache, Path folder) throws IOException {
    Path aside = Files.createTempDirectory(cache, name + ".");
    try {
      for (String file : FILES) {
        try (InputStream in = resource(file).openStream()) {
          Files.copy(in, aside.resolve(file));
        }
      }
      moveUnlessThere(aside, folder);
    } finally {
      if (Files.exists(aside)) {
        MoreFiles.deleteRecursively(aside, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
  }

  /** Another process may have been quicker, with the same files. */
  private static void moveUnlessThere(Path aside, Path folder) throws IOException {
    try {
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private URL resource(String file) {
    String path = "models/" + name + "/" + file;
    return checkNotNull(loader.getResource(path), "%s is not on the class path", path);
  }
}
