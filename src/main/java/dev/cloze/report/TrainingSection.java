package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.summary;

import com.google.common.collect.ImmutableList;
import j2html.tags.specialized.DetailsTag;
import j2html.tags.specialized.FigureTag;
import j2html.tags.specialized.SectionTag;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Losses and accuracy over the epochs, as curves and as numbers. */
final class TrainingSection {
  private static final double PERCENT = 100;
  private static final double LEAST_POINTS = 5;

  private final List<SeedCurve> seeds;
  private final String figure;
  private final boolean share;

  private TrainingSection(List<SeedCurve> seeds, String figure, boolean share) {
    this.seeds = seeds;
    this.figure = figure;
    this.share = share;
  }

  static SectionTag of(RunPage page) {
    return new TrainingSection(
            page.seeds().stream().map(seed -> new SeedCurve(seed.seed(), seed.curve())).toList(),
            "accuracy",
            true)
        .section();
  }

  static SectionTag of(OutputPage page) {
    return new TrainingSection(
            page.seeds(), page.metrics().get(0).title(), page.metrics().get(0).isShare())
        .section();
  }

  private SectionTag section() {
    String id = "training";
    String heading = "Training";
    if (points().isEmpty()) {
      return Sections.of(
          id, heading, Sections.note("Nothing was trained: the model was scored as it is."));
    }
    ImmutableList<Series> losses =
        drawn(
            series("train loss", "train", point -> OptionalDouble.of(point.trainLoss()), 1),
            series("dev loss", "dev", EpochPoint::devLoss, 1));
    ImmutableList<Series> accuracies =
        drawn(series("dev " + figure, "accuracy", EpochPoint::devAccuracy, share ? PERCENT : 1));
    return Sections.of(
        id,
        heading,
        div()
            .with(chart(losses, "loss (nats)", 0))
            .with(
                chart(
                    accuracies, "dev " + figure + (share ? " (%)" : ""), share ? LEAST_POINTS : 0))
            .withClass("pair"),
        each(remarks(accuracies.isEmpty()), Sections::note),
        each(seeds, this::numbers));
  }

  private ImmutableList<EpochPoint> points() {
    return seeds.stream().flatMap(seed -> seed.curve().stream()).collect(toImmutableList());
  }

  /** A line for each seed; a number that is missing or not finite has no point. */
  private Series series(
      String name, String style, Function<EpochPoint, OptionalDouble> quantity, double factor) {
    return new Series(
        name,
        style,
        seeds.stream()
            .map(seed -> line(seed, quantity, factor))
            .filter(line -> !line.isEmpty())
            .collect(toImmutableList()));
  }

  private static ImmutableList<Point> line(
      SeedCurve seed, Function<EpochPoint, OptionalDouble> quantity, double factor) {
    return seed.curve().stream()
        .filter(point -> Double.isFinite(quantity.apply(point).orElse(Double.NaN)))
        .map(point -> new Point(point.epoch(), factor * quantity.apply(point).orElseThrow()))
        .collect(toImmutableList());
  }

  private static ImmutableList<Series> drawn(Series... series) {
    return Stream.of(series)
        .filter(quantity -> !quantity.lines().isEmpty())
        .collect(toImmutableList());
  }

  /** A chart whose upper axis spans at least {@code span}; none where there is nothing to draw. */
  private ImmutableList<FigureTag> chart(ImmutableList<Series> series, String label, double span) {
    if (series.isEmpty()) {
      return ImmutableList.of();
    }
    IntSummaryStatistics epochs = points().stream().mapToInt(EpochPoint::epoch).summaryStatistics();
    return ImmutableList.of(
        LineChart.of(
            "The " + label + " over the epochs",
            Axis.ofNumbers(epochs.getMin(), epochs.getMax(), "epoch"),
            Axis.around(series, label, span),
            series));
  }

  private ImmutableList<String> remarks(boolean withoutDev) {
    ImmutableList.Builder<String> remarks = ImmutableList.builder();
    if (withoutDev) {
      remarks.add("There were no development examples, so there is no curve of them.");
    }
    if (points().stream().anyMatch(point -> !Double.isFinite(point.trainLoss()))) {
      remarks.add("Some losses are not finite; they have no point in the chart.");
    }
    return remarks.build();
  }

  private DetailsTag numbers(SeedCurve seed) {
    Grid grid = new Grid("epoch", "train loss", "dev loss", "dev " + figure, "learning rate");
    for (EpochPoint point : seed.curve()) {
      grid.add(
          Integer.toString(point.epoch()),
          Numbers.value(point.trainLoss()),
          shown(point.devLoss(), Numbers::value),
          shown(point.devAccuracy(), share ? Numbers::percent : Numbers::nats),
          shown(point.rate(), Numbers::value));
    }
    return details(summary("Numbers of seed " + seed.seed()), grid.tag());
  }

  private static String shown(OptionalDouble number, DoubleFunction<String> format) {
    return number.isPresent() ? format.apply(number.getAsDouble()) : "–";
  }
}
