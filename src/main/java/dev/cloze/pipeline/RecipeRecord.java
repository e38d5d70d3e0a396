package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * What a recipe was made of, so that it can be gone on with or repeated: {@code recipe.json}.
 *
 * @param format the layout of the recipe's folder
 * @param cloze the version that began it
 * @param started when it was begun, in UTC
 * @param command what repeats it
 * @param labelled whether there are labelled examples
 * @param seeds seed by seed, which members there are
 * @param plan the SHA-256 of options and run files
 * @param hashes the SHA-256 of each file that is read and the fingerprint of each model's folder
 */
record RecipeRecord(
    int format,
    String cloze,
    String started,
    String command,
    PetOptions options,
    boolean labelled,
    ImmutableList<Seed> seeds,
    String plan,
    ImmutableMap<String, String> hashes) {
  /** The layout that this version writes and reads. */
  static final int FORMAT = 1;

  /** One seed. */
  record Seed(long seed, ImmutableList<Member> members, boolean distils) {}

  /** A member; its run file stands in the folder. */
  record Member(String pattern, int repetition, int epochs) {}

  static ImmutableList<Seed> seeds(PetPlan plan) {
    return plan.seeds().stream()
        .map(
            seed ->
                new Seed(
                    seed.seed(),
                    seed.members().stream()
                        .map(m -> new Member(m.pattern(), m.repetition(), m.epochs()))
                        .collect(ImmutableList.toImmutableList()),
                    seed.distil().isPresent()))
        .collect(ImmutableList.toImmutableList());
  }
}
