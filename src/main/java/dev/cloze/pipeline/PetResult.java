package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.Optional;

/**
 * What came out of PET or iPET: {@code results.json}. Figures are shares from 0 to 1.
 *
 * @param metric what the figures are
 * @param seeds seed by seed
 */
public record PetResult(Metric metric, ImmutableList<Seed> seeds) {
  /**
   * One seed.
   *
   * @param baselines what simple things reach on the same split, by name
   * @param generations at least one
   * @param distilled the figure of the distilled classifier
   * @param notes what a careful person would want to know, a sentence each
   * @param stages what each stage took
   */
  public record Seed(
      long seed,
      ImmutableMap<String, Double> baselines,
      ImmutableList<Generation> generations,
      Optional<Double> distilled,
      ImmutableList<String> notes,
      ImmutableList<Stage> stages) {}

  /**
   * One generation.
   *
   * @param members what each member reaches alone
   * @param ensemble what they reach together
   */
  public record Generation(ImmutableList<Member> members, double ensemble) {}

  /**
   * A member.
   *
   * @param weight its share in the ensemble
   */
  public record Member(String pattern, int repetition, double weight, double figure) {}
}
