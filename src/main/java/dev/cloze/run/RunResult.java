package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Summary;
import java.util.List;
import java.util.Optional;

/**
 * What came out of a run.
 *
 * @param seeds seed by seed
 * @param baselines what simple things reach on the same splits
 * @param accuracy over the seeds
 * @param macroF1 over the seeds
 * @param forgetting over the seeds, where it was to be measured
 */
public record RunResult(
    ImmutableList<SeedResult> seeds,
    ImmutableList<BaselineResult> baselines,
    Summary accuracy,
    Summary macroF1,
    Optional<ForgettingSummary> forgetting) {

  static RunResult of(List<SeedResult> seeds, List<BaselineResult> baselines) {
    List<Evaluation> evaluations = seeds.stream().map(SeedResult::evaluation).toList();
    return new RunResult(
        ImmutableList.copyOf(seeds),
        ImmutableList.copyOf(baselines),
        accuracy(evaluations),
        macroF1(evaluations),
        ForgettingSummary.of(seeds));
  }

  static Summary accuracy(List<Evaluation> evaluations) {
    return Summary.of(evaluations.stream().mapToDouble(Evaluation::accuracy).toArray());
  }

  static Summary macroF1(List<Evaluation> evaluations) {
    return Summary.of(evaluations.stream().mapToDouble(Evaluation::macroF1).toArray());
  }
}
