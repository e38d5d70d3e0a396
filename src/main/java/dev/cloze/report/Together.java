package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Evaluation;
import dev.cloze.train.ReliabilityBin;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The evaluations of several seeds as one, as if their predictions had been counted together. */
final class Together {
  private final List<Evaluation> evaluations;

  private Together(List<Evaluation> evaluations) {
    this.evaluations = evaluations;
  }

  static Evaluation of(RunPage page) {
    return new Together(page.seeds().stream().map(SeedPage::evaluation).toList()).sum();
  }

  private Evaluation sum() {
    Evaluation first = evaluations.get(0);
    return new Evaluation(
        IntStream.range(0, first.confusion().size()).mapToObj(this::row).collect(toImmutableList()),
        evaluations.stream().mapToDouble(Evaluation::loss).average().orElseThrow(),
        IntStream.range(0, first.reliability().size())
            .mapToObj(this::bin)
            .collect(toImmutableList()));
  }

  private ImmutableList<Integer> row(int right) {
    return IntStream.range(0, evaluations.get(0).confusion().size())
        .mapToObj(
            predicted ->
                evaluations.stream()
                    .mapToInt(evaluation -> evaluation.confusion().get(right).get(predicted))
                    .sum())
        .collect(toImmutableList());
  }

  private ReliabilityBin bin(int place) {
    List<ReliabilityBin> bins =
        evaluations.stream().map(evaluation -> evaluation.reliability().get(place)).toList();
    return new ReliabilityBin(
        bins.get(0).low(),
        bins.get(0).high(),
        bins.stream().mapToInt(ReliabilityBin::count).sum(),
        mean(bins, ReliabilityBin::confidence),
        mean(bins, ReliabilityBin::accuracy));
  }

  /** A mean in which each bin weighs as much as it counts; 0 where all are empty. */
  private static double mean(List<ReliabilityBin> bins, ToDoubleFunction<ReliabilityBin> quantity) {
    int count = bins.stream().mapToInt(ReliabilityBin::count).sum();
    double sum = bins.stream().mapToDouble(bin -> bin.count() * quantity.applyAsDouble(bin)).sum();
    return sum / Math.max(1, count);
  }
}
