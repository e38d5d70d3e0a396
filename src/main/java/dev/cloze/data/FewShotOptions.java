package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.base.Default;
import java.util.Optional;

/**
 * How few examples to draw.
 *
 * @param perClass training examples a class
 * @param devPerClass development examples a class
 * @param seed the seed of the draw, that of the run where absent
 */
public record FewShotOptions(int perClass, @Default("0") int devPerClass, Optional<Long> seed) {
  /** Checks the counts. */
  public FewShotOptions {
    checkArgument(perClass > 0, "perClass must be above 0, was %s", perClass);
    checkArgument(devPerClass >= 0, "devPerClass must not be below 0, was %s", devPerClass);
  }
}
