package dev.cloze.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheTest {
  private static final String HOME = "home";

  @Test
  void liesInTheHomeOfWhoeverRunsIt() {
    assertThat(Cache.of(Map.of(), HOME)).isEqualTo(Path.of(HOME, ".cache", "cloze"));
    assertThat(Cache.of(Map.of("XDG_CACHE_HOME", " "), HOME))
        .isEqualTo(Path.of(HOME, ".cache", "cloze"));
  }

  @Test
  void goesWhereTheEnvironmentSays() {
    assertThat(Cache.of(Map.of("LOCALAPPDATA", "local"), HOME)).isEqualTo(Path.of("local/cloze"));
    assertThat(Cache.of(Map.of("LOCALAPPDATA", "local", "XDG_CACHE_HOME", "xdg"), HOME))
        .isEqualTo(Path.of("xdg/cloze"));
    assertThat(Cache.of(Map.of("XDG_CACHE_HOME", "xdg", "CLOZE_CACHE", "own"), HOME))
        .isEqualTo(Path.of("own"));
  }
}
