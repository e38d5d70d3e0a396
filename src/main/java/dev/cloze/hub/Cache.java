package dev.cloze.hub;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where a user's caches lie. */
final class Cache {
  private static final String FOLDER = "cloze";

  private Cache() {}

  /** By the environment and the home of whoever runs this. */
  static Path usual() {
    return of(System.getenv(), System.getProperty("user.home"));
  }

  /**
   * {@code CLOZE_CACHE} itself, else a folder {@code cloze} in {@code XDG_CACHE_HOME}, in {@code
   * LOCALAPPDATA} (Windows) or in {@code home/.cache}.
   */
  static Path of(Map<String, String> environment, String home) {
    Function<String, Optional<Path>> named =
        name ->
            Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    return named
        .apply("CLOZE_CACHE")
        .or(() -> named.apply("XDG_CACHE_HOME").map(path -> path.resolve(FOLDER)))
        .or(() -> named.apply("LOCALAPPDATA").map(path -> path.resolve(FOLDER)))
        .orElseGet(() -> Path.of(home, ".cache", FOLDER));
  }
}
