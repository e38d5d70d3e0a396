package dev.cloze.verbalizer;

import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Frequency refinement (Hu et al. 2022, section 3.2): what a model hardly ever says at the mask of
 * the task's texts says little about a text when it is said. The contextual prior of a token t is
 * its mean over N support texts; those among the lowest ⌊fraction · n⌋ are dropped. The paper takes
 * the mean probability, prior(t) = 1/N Σ_x p(t | x), and the candidate words for the n; its code
 * takes the mean logit, prior(t) = 1/N Σ_x l(t | x), and the whole vocabulary, and drops a word
 * that has any token among the lowest.
 */
final class Rarest {
  private Rarest() {}

  /** The places of the lowest {@code fraction} of the priors; among equal ones the first. */
  static BitSet of(double[] priors, double fraction) {
    BitSet lowest = new BitSet(priors.length);
    IntStream.range(0, priors.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> priors[i]))
        .limit((long) (fraction * priors.length))
        .forEach(lowest::set);
    return lowest;
  }
}
