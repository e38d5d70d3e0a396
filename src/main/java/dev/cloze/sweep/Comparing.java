package dev.cloze.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.cloze.run.PredictionsFile;
import dev.cloze.train.TrainingOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Compares methods with the first one, run by run with the same seeds. */
final class Comparing {
  private final Method first;
  private final TrainingOptions.Metric metric;
  private final ImmutableList<Answers> firstAnswers;

  Comparing(Method first, TrainingOptions.Metric metric) {
    this.first = first;
    this.metric = metric;
    this.firstAnswers = answers(first);
  }

  Difference with(Method other) {
    return with(other.figures(metric), answers(other));
  }

  /**
   * Compares.
   *
   * @param figures in the order of the first method's: data seed by data seed, training seed by
   *     training seed
   * @param answers what was said in each
   */
  Difference with(List<SweepRow.Figure> figures, List<Answers> answers) {
    ImmutableList<SweepRow.Figure> firstFigures = first.figures(metric);
    ImmutableListMultimap.Builder<Optional<Long>, Double> byDraw = ImmutableListMultimap.builder();
    for (int run = 0; run < figures.size(); run++) {
      byDraw.put(
          figures.get(run).dataSeed(), figures.get(run).test() - firstFigures.get(run).test());
    }
    ImmutableListMultimap<Optional<Long>, Double> differences = byDraw.build();
    return new Difference(
        mean(differences.values()), texts(answers), PairedSeeds.of(independent(differences)));
  }

  /** Draws are independent of each other; trainings are where there is one draw. */
  private static double[] independent(ImmutableListMultimap<Optional<Long>, Double> byDraw) {
    return byDraw.keySet().size() == 1
        ? byDraw.values().stream().mapToDouble(Double::doubleValue).toArray()
        : byDraw.asMap().values().stream().mapToDouble(Comparing::mean).toArray();
  }

  private static double mean(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Nothing where the two were not asked the same in every run. */
  private Optional<Difference.Test> texts(List<Answers> answers) {
    List<PairedAnswers.Pair> pairs = new ArrayList<>();
    for (int run = 0; run < answers.size(); run++) {
      if (!answers.get(run).isOfTheSame(firstAnswers.get(run))) {
        return Optional.empty();
      }
      pairs.add(new PairedAnswers.Pair(answers.get(run), firstAnswers.get(run)));
    }
    return Optional.of(PairedTexts.of(new PairedAnswers(pairs, metric)));
  }

  private static ImmutableList<Answers> answers(Method method) {
    return method.outcomes().stream()
        .map(outcome -> Answers.of(PredictionsFile.read(outcome.folder())))
        .collect(toImmutableList());
  }
}
