package dev.cloze.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Measured;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.List;
import java.util.Optional;

/**
 * What came out of a run.
 *
 * @param seeds seed by seed
 * @param baselines what simple things reach on the same splits
 * @param classAccuracy over the seeds, where each example has one label; {@code accuracy} in JSON
 * @param classMacroF1 over the seeds, where each example has one label; {@code macroF1} in JSON
 * @param figures over the seeds, all that another output has, the main one first
 * @param forgetting over the seeds, where it was to be measured
 */
public record RunResult(
    ImmutableList<SeedResult> seeds,
    ImmutableList<BaselineResult> baselines,
    @JsonProperty("accuracy") @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<Summary> classAccuracy,
    @JsonProperty("macroF1") @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<Summary> classMacroF1,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ImmutableMap<String, Summary>> figures,
    Optional<ForgettingSummary> forgetting) {

  static RunResult of(List<SeedResult> seeds, List<BaselineResult> baselines) {
    List<Measured> measured = seeds.stream().map(SeedResult::measured).toList();
    boolean one = measured.get(0) instanceof Evaluation;
    return new RunResult(
        ImmutableList.copyOf(seeds),
        ImmutableList.copyOf(baselines),
        one ? Optional.of(summary(measured, Metric.ACCURACY)) : Optional.empty(),
        one ? Optional.of(summary(measured, Metric.MACRO_F1)) : Optional.empty(),
        one ? Optional.empty() : Optional.of(summaries(measured)),
        ForgettingSummary.of(seeds));
  }

  private static ImmutableMap<String, Summary> summaries(List<Measured> measured) {
    ImmutableMap.Builder<String, Summary> summaries = ImmutableMap.builder();
    for (Metric metric : measured.get(0).figures().keySet()) {
      summaries.put(metric.key(), summary(measured, metric));
    }
    return summaries.buildOrThrow();
  }

  /** One figure over seeds. */
  static Summary summary(List<? extends Measured> measured, Metric metric) {
    return Summary.of(measured.stream().mapToDouble(one -> one.figures().get(metric)).toArray());
  }

  /** The share of examples whose label was found, over the seeds, where each has one. */
  public Summary accuracy() {
    return classAccuracy.orElseThrow();
  }

  /** The mean of the labels' F1, over the seeds, where each example has one label. */
  public Summary macroF1() {
    return classMacroF1.orElseThrow();
  }
}
