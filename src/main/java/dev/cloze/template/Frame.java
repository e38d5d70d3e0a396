package dev.cloze.template;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What every piece has beside its content.
 *
 * @param prefix what is put in front of the piece's text: a space where spaces stood before it,
 *     else nothing; or what {@code add_prefix_space} says
 * @param shortenable the option {@code shortenable} where it was written
 */
public record Frame(String prefix, Optional<Boolean> shortenable) {

  /** Refuses null. */
  public Frame {
    requireNonNull(prefix, "prefix");
    requireNonNull(shortenable, "shortenable");
  }

  /** A frame without options. */
  public static Frame of(String prefix) {
    return new Frame(prefix, Optional.empty());
  }
}
