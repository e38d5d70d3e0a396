package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.cloze.base.OptionsWriter;
import dev.cloze.run.RunFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The runs of PET or iPET, seed by seed.
 *
 * @param labelled whether there are labelled examples; without them the first generation is not
 *     trained
 * @param countsEpochs whether the texts decide how often the distilled classifier sees them
 */
public record PetPlan(
    PetOptions options, boolean labelled, boolean countsEpochs, ImmutableList<SeedPlan> seeds) {
  /**
   * The runs of one seed.
   *
   * @param distil the run of the distilled classifier, without its soft labels
   */
  public record SeedPlan(long seed, ImmutableList<Member> members, Optional<RunFile> distil) {}

  /**
   * A pattern's training with other chance.
   *
   * @param pattern its name in the recipe
   * @param repetition from 1
   * @param file the run of the first generation
   * @param epochs of generations that are trained, which the first may not be
   */
  public record Member(String pattern, int repetition, RunFile file, int epochs) {
    /** What its folder is called. */
    public String name() {
      return pattern + "-" + repetition;
    }
  }

  /** How heavy members are; alike where there is nothing to measure them by. */
  PetOptions.Weights weights() {
    return labelled ? options.weights() : PetOptions.Weights.EVEN;
  }

  /** The patterns, in the order of the recipe. */
  ImmutableList<String> patterns() {
    return seeds.get(0).members().stream()
        .map(Member::pattern)
        .distinct()
        .collect(toImmutableList());
  }

  /** The run of the first member of the first seed, of which the data are those of all. */
  RunFile first() {
    return seeds.get(0).members().get(0).file();
  }

  /** The SHA-256 of all that the results depend on: options and run files. */
  String hash() {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putString(OptionsWriter.write(options), StandardCharsets.UTF_8);
    hasher.putBoolean(countsEpochs);
    for (SeedPlan seed : seeds) {
      hasher.putLong(seed.seed());
      for (Member member : seed.members()) {
        hasher.putString(member.name(), StandardCharsets.UTF_8);
        hasher.putInt(member.epochs());
        hasher.putString(OptionsWriter.write(member.file()), StandardCharsets.UTF_8);
      }
      seed.distil()
          .ifPresent(file -> hasher.putString(OptionsWriter.write(file), StandardCharsets.UTF_8));
    }
    return hasher.hash().toString();
  }
}
