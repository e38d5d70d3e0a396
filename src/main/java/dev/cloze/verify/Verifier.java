package dev.cloze.verify;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Compares this implementation with recordings of a reference one. */
public final class Verifier {
  private static final ImmutableList<Fixture> KINDS =
      ImmutableList.of(new ModelFixture(), new OpenPromptFixture());

  private Verifier() {}

  /**
   * Compares with one recording.
   *
   * @param folder holds {@code expected.safetensors} or {@code cases.json}
   * @param lines takes what a person should read, the verdict last
   * @return whether everything is within its tolerance
   */
  public static boolean agrees(Path folder, Consumer<String> lines) {
    return KINDS.stream()
        .filter(kind -> kind.recognises(folder))
        .findFirst()
        .orElseThrow(
            () ->
                new ClozeException(
                    FixtureError.UNKNOWN_FIXTURE,
                    "%s: no recording in it; a recording has expected.safetensors or cases.json",
                    folder))
        .agrees(folder, lines);
  }
}
