package dev.cloze.verify;

import java.nio.file.Path;
import java.util.function.Consumer;

/** A kind of recording. */
interface Fixture {
  /** Whether a folder holds a recording of this kind. */
  boolean recognises(Path folder);

  /**
   * Compares.
   *
   * @param lines takes what a person should read, the verdict last
   * @return whether everything is within its tolerance
   */
  boolean agrees(Path folder, Consumer<String> lines);
}
