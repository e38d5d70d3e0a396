package dev.cloze.cli;

import dev.cloze.base.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code cloze --version} says. */
final class VersionLine implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"cloze " + Version.ofThis()};
  }
}
