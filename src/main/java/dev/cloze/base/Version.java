package dev.cloze.base;

import java.util.Optional;

/** The version in the jar's manifest. */
public final class Version {
  private Version() {}

  /** This version, or that there is none where the classes were not packaged. */
  public static String ofThis() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
