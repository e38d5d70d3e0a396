package dev.cloze.cli;

import java.nio.file.Path;
import java.util.List;

/** The command that repeats what was begun, for its record. */
final class Repeating {
  private Repeating() {}

  /**
   * A command on a file with settings laid over it.
   *
   * @param name of the command
   */
  static String of(String name, Path file, List<String> settings) {
    StringBuilder command = new StringBuilder("cloze " + name + " " + file);
    settings.forEach(setting -> command.append(" --set '").append(setting).append("'"));
    return command.toString();
  }
}
