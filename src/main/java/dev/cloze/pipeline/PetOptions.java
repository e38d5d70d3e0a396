package dev.cloze.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.task.Combination;

/**
 * How PET and iPET go (Schick and Schütze 2021, "Exploiting Cloze Questions for Few Shot Text
 * Classification and Natural Language Inference"; defaults as the authors' program has them).
 *
 * @param repetitions how often each pattern is trained, each time with other chance
 * @param weights how heavy a member is in the ensemble (section 3.3)
 * @param combine how what members say becomes one
 * @param generations how often the ensemble is trained; 1 is PET, more are iPET (section 3.4)
 * @param growth how many times as many examples each generation trains on as the one before
 * @param others the share of the other members that label the examples of a member; one at least
 * @param start of how many examples the growth is counted where there are no labelled ones; the
 *     first generation is not trained then
 * @param likeliest without labelled examples, how many texts that are likeliest of a label the
 *     first draw is made from, whatever label is likeliest for them
 */
public record PetOptions(
    int repetitions,
    Weights weights,
    Combination.Kind combine,
    int generations,
    double growth,
    double others,
    double start,
    int likeliest) {
  /** How heavy members are. */
  public enum Weights {
    /** The share of training examples that a member is right about before it is trained. */
    ACCURACY,
    /** All alike. */
    EVEN
  }

  /** Checks the ranges. */
  public PetOptions {
    checkArgument(repetitions > 0, "repetitions must be above 0, was %s", repetitions);
    checkArgument(generations > 0, "generations must be above 0, was %s", generations);
    checkArgument(growth > 1, "growth must be above 1, was %s", growth);
    checkArgument(others > 0 && others <= 1, "others must be a share above 0, was %s", others);
    checkArgument(start > 0, "start must be above 0, was %s", start);
    checkArgument(likeliest > 0, "likeliest must be above 0, was %s", likeliest);
  }

  /** PET: three repetitions, weighted by accuracy, one generation. */
  public static PetOptions defaults() {
    return new PetOptions(3, Weights.ACCURACY, Combination.Kind.LOGITS, 1, 5, 0.25, 2, 100);
  }

  /**
   * How many examples generation {@code generation}, counted from 2, adds to {@code labelled} ones:
   * {@code int(T · growth^(generation - 1)) - T} (section 3.4).
   *
   * @param labelled how many are there, T; where there are none, all of {@code int(start ·
   *     growth^(generation - 1))} are added
   */
  int added(int generation, int labelled) {
    double base = labelled == 0 ? start : labelled;
    return (int) Math.floor(base * Math.pow(growth, generation - 1)) - labelled;
  }
}
