package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;

/**
 * The plan of PET or iPET beside its run files: {@code plan.json}.
 *
 * @param labelled whether there are labelled examples
 * @param countsEpochs whether the texts decide how often the distilled classifier sees them
 * @param seeds seed by seed, which members there are
 */
record PetRecord(
    PetOptions options, boolean labelled, boolean countsEpochs, ImmutableList<Seed> seeds) {
  /** One seed. */
  record Seed(long seed, ImmutableList<Member> members, boolean distils) {}

  /** A member; its run file stands in the folder. */
  record Member(String pattern, int repetition, int epochs) {}

  static PetRecord of(PetPlan plan) {
    return new PetRecord(
        plan.options(),
        plan.labelled(),
        plan.countsEpochs(),
        plan.seeds().stream()
            .map(
                seed ->
                    new Seed(
                        seed.seed(),
                        seed.members().stream()
                            .map(m -> new Member(m.pattern(), m.repetition(), m.epochs()))
                            .collect(ImmutableList.toImmutableList()),
                        seed.distil().isPresent()))
            .collect(ImmutableList.toImmutableList()));
  }
}
