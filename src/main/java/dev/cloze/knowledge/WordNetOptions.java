package dev.cloze.knowledge;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What is taken from WordNet beside synonyms.
 *
 * @param hyponyms how many steps down to narrower words ({@code sport} to {@code skating}), 1 by
 *     default, 0 for none
 * @param similar how many steps to adjectives of like meaning, 1 by default, 0 for none
 * @param derived how many steps to words that are derived from one another ({@code happy}, {@code
 *     happiness}), 1 by default, 0 for none
 * @param senses how many senses count for each part of speech, the commonest first; -1 for all, the
 *     default
 * @param phrases whether words of several words are kept ({@code motor car}), false by default
 */
public record WordNetOptions(int hyponyms, int similar, int derived, int senses, boolean phrases) {
  /** Checks the ranges. */
  public WordNetOptions {
    checkArgument(hyponyms >= 0, "hyponyms must be 0 or above, was %s", hyponyms);
    checkArgument(similar >= 0, "similar must be 0 or above, was %s", similar);
    checkArgument(derived >= 0, "derived must be 0 or above, was %s", derived);
    checkArgument(
        senses == -1 || senses > 0, "senses must be above 0, or -1 for all, was %s", senses);
  }

  /** One step each way, of all senses, single words. */
  public static WordNetOptions defaults() {
    return new WordNetOptions(1, 1, 1, -1, false);
  }

  /** Synonyms alone, of all senses, single words. */
  public static WordNetOptions synonyms() {
    return new WordNetOptions(0, 0, 0, -1, false);
  }
}
