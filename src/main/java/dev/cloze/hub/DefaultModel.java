package dev.cloze.hub;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The small English masked language model that comes with Cloze and is taken where none is named.
 * {@code models/cloze-small/README.md} is its card: what it learned from, what it reaches, and its
 * limits.
 */
public final class DefaultModel {
  /** What it is called. */
  public static final String NAME = "cloze-small";

  private static final String MODELS = "cloze.models";

  /** Found once a process: to know whether it is unpacked, all of it is read. */
  private static final Supplier<Path> PACKED =
      Suppliers.memoize(
          () -> PackedModel.of(NAME, DefaultModel.class.getClassLoader()).unpack(Cache.usual()));

  private DefaultModel() {}

  /**
   * Its folder in Hugging Face layout: the one under {@code models} of a checkout, where {@code
   * ./cloze} tells of it by the system property {@code cloze.models}; else the one that is unpacked
   * from Cloze's jar at the first use, to {@code CLOZE_CACHE}, {@code XDG_CACHE_HOME/cloze} or
   * {@code ~/.cache/cloze}.
   *
   * @throws dev.cloze.base.ClozeException {@link HubError#CANNOT_UNPACK}
   */
  public static Path folder() {
    return Optional.ofNullable(System.getProperty(MODELS))
        .map(models -> Path.of(models, NAME))
        .filter(Files::isDirectory)
        .orElseGet(PACKED);
  }
}
