package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How confident predictions are and how often they are right, over all seeds.
 *
 * @param bins that hold a prediction, by rising confidence
 */
record Reliability(ImmutableList<ReliabilityBin> bins) {
  static Reliability of(RunPage page) {
    ImmutableList.Builder<ReliabilityBin> bins = ImmutableList.builder();
    int most =
        page.seeds().stream().mapToInt(seed -> seed.reliability().size()).max().orElseThrow();
    for (int i = 0; i < most; i++) {
      int place = i;
      bins.add(
          together(
              page.seeds().stream()
                  .map(SeedPage::reliability)
                  .filter(ofSeed -> place < ofSeed.size())
                  .map(ofSeed -> ofSeed.get(place))
                  .toList()));
    }
    return new Reliability(
        bins.build().stream().filter(bin -> bin.count() > 0).collect(toImmutableList()));
  }

  /** How many predictions there are. */
  int count() {
    return bins.stream().mapToInt(ReliabilityBin::count).sum();
  }

  /** The mean probability of the predicted labels. */
  double confidence() {
    return mean(bins, ReliabilityBin::confidence);
  }

  /** The share of predictions that is right. */
  double accuracy() {
    return mean(bins, ReliabilityBin::accuracy);
  }

  /**
   * The expected calibration error: the mean distance of confidence and accuracy in a bin, weighted
   * by count (Guo et al. 2017, section 2).
   */
  double error() {
    return mean(bins, bin -> Math.abs(bin.confidence() - bin.accuracy()));
  }

  private static ReliabilityBin together(List<ReliabilityBin> bins) {
    return new ReliabilityBin(
        bins.get(0).low(),
        bins.get(0).high(),
        bins.stream().mapToInt(ReliabilityBin::count).sum(),
        mean(bins, ReliabilityBin::confidence),
        mean(bins, ReliabilityBin::accuracy));
  }

  private static double mean(
      List<ReliabilityBin> bins, ToDoubleFunction<ReliabilityBin> quantity) {
    double sum = 0;
    int count = 0;
    for (ReliabilityBin bin : bins) {
      sum += bin.count() * quantity.applyAsDouble(bin);
      count += bin.count();
    }
    return count == 0 ? 0 : sum / count;
  }
}
