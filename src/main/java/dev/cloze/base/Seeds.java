package dev.cloze.base;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The source of all randomness. A stream is named by what it is for, so that one more use of chance
 * in one place changes no number in another, and derived from the seed alone, so that no
 * generator's state has to be saved.
 *
 * @param seed the seed that the user gave
 */
public record Seeds(long seed) {

  /** The streams that grow from {@code seed}. */
  public static Seeds of(long seed) {
    return new Seeds(seed);
  }

  /** The seed of the stream called {@code name}, equal on every machine. */
  public long derive(String name) {
    return Hashing.sha256()
        .newHasher()
        .putLong(seed)
        .putString(name, StandardCharsets.UTF_8)
        .hash()
        .asLong();
  }

  /** The seed of step {@code step} of the stream called {@code name}. */
  public long derive(String name, long step) {
    return new Seeds(derive(name)).derive(Long.toString(step));
  }

  /** A fresh generator for the stream called {@code name}. */
  public SplittableRandom stream(String name) {
    return new SplittableRandom(derive(name));
  }
}
