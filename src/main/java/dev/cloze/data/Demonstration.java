package dev.cloze.data;

import static java.util.Objects.requireNonNull;

/**
 * An example that is shown with its answer in front of or behind the one to be answered (Gao et al.
 * 2021, section 5).
 *
 * @param example what is shown; its own demonstrations are not
 * @param answer the text that stands in the place of the mask, without a space in front
 */
public record Demonstration(Example example, String answer) {
  /** Refuses null. */
  public Demonstration {
    requireNonNull(example, "example");
    requireNonNull(answer, "answer");
  }
}
