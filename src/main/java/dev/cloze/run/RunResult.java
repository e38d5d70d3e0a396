package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Summary;
import java.util.List;

/**
 * What came out of a run.
 *
 * @param seeds seed by seed
 * @param baselines what simple things reach on the same splits
 * @param accuracy over the seeds
 * @param macroF1 over the seeds
 */
public record RunResult(
    ImmutableList<SeedResult> seeds,
    ImmutableList<BaselineResult> baselines,
    Summary accuracy,
    Summary macroF1) {

  static RunResult of(List<SeedResult> seeds, List<BaselineResult> baselines) {
    List<Evaluation> evaluations = seeds.stream().map(SeedResult::evaluation).toList();
    return new RunResult(
        ImmutableList.copyOf(seeds),
        ImmutableList.copyOf(baselines),
        accuracy(evaluations),
        macroF1(evaluations));
  }

  static Summary accuracy(List<Evaluation> evaluations) {
    return Summary.of(evaluations.stream().mapToDouble(Evaluation::accuracy).toArray());
  }

  static Summary macroF1(List<Evaluation> evaluations) {
    return Summary.of(evaluations.stream().mapToDouble(Evaluation::macroF1).toArray());
  }
}
