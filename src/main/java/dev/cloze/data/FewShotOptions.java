package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Default;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How few examples to draw.
 *
 * @param perClass training examples a class; absent beside {@code total}
 * @param total training examples together, spread as evenly as may be: the first labels get one
 *     more where they do not divide, as PET draws them (Schick and Schütze 2021)
 * @param devPerClass development examples a class
 * @param seed the seed of the draw, that of the run where absent
 */
public record FewShotOptions(
    Optional<Integer> perClass,
    Optional<Integer> total,
    @Default("0") int devPerClass,
    Optional<Long> seed) {
  /** Checks the counts. */
  public FewShotOptions {
    checkArgument(
        perClass.isPresent() != total.isPresent(),
        "perClass and total: one of the two belongs there, found %s",
        perClass.isPresent() ? "both" : "neither");
    perClass.ifPresent(
        count -> checkArgument(count > 0, "perClass must be above 0, was %s", count));
    total.ifPresent(count -> checkArgument(count > 0, "total must be above 0, was %s", count));
    checkArgument(devPerClass >= 0, "devPerClass must not be below 0, was %s", devPerClass);
  }

  /** As many of each class. */
  public static FewShotOptions perClass(int count, int devPerClass, Optional<Long> seed) {
    return new FewShotOptions(Optional.of(count), Optional.empty(), devPerClass, seed);
  }

  /** So many together. */
  public static FewShotOptions total(int count, int devPerClass, Optional<Long> seed) {
    return new FewShotOptions(Optional.empty(), Optional.of(count), devPerClass, seed);
  }

  /**
   * How many training examples each class gives, in the order of the labels.
   *
   * @throws ClozeException {@link DataError#TOO_FEW_EXAMPLES} where a class would give none
   */
  ImmutableIntArray counts(LabelSet labels) {
    int all = labels.size();
    if (total.isPresent() && total.get() < all) {
      throw new ClozeException(
          DataError.TOO_FEW_EXAMPLES,
          "data.few_shot.total: %d examples are fewer than the %d labels, of which each needs one",
          total.get(),
          all);
    }
    return ImmutableIntArray.copyOf(
        IntStream.range(0, all)
            .map(
                label ->
                    perClass.orElseGet(
                        () -> total.get() / all + (label < total.get() % all ? 1 : 0))));
  }
}
