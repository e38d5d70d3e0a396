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
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Losses and accuracy over the epochs, as curves and as numbers. */
final class TrainingSection {
  private static final double PERCENT = 100;
  private static final double LEAST_POINTS = 5;

  private final RunPage page;

  private TrainingSection(RunPage page) {
    this.page = page;
  }

  static SectionTag of(RunPage page) {
    return new TrainingSection(page).section();
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
        drawn(series("dev accuracy", "accuracy", EpochPoint::devAccuracy, PERCENT));
    return Sections.of(
        id,
        heading,
        div()
            .with(chart(losses, "loss (nats)", 0))
            .with(chart(accuracies, "dev accuracy (%)", LEAST_POINTS))
            .withClass("pair"),
        each(remarks(accuracies.isEmpty()), Sections::note),
        each(page.seeds(), TrainingSection::numbers));
  }

  private ImmutableList<EpochPoint> points() {
    return page.seeds().stream().flatMap(seed -> seed.curve().stream()).collect(toImmutableList());
  }

  /** A line for each seed; a number that is missing or not finite has no point. */
  private Series series(
      String name, String style, Function<EpochPoint, OptionalDouble> quantity, double factor) {
    return new Series(
        name,
        style,
        page.seeds().stream()
            .map(seed -> line(seed, quantity, factor))
            .filter(line -> !line.isEmpty())
            .collect(toImmutableList()));
  }

  private static ImmutableList<Point> line(
      SeedPage seed, Function<EpochPoint, OptionalDouble> quantity, double factor) {
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

  private static DetailsTag numbers(SeedPage seed) {
    Grid grid = new Grid("epoch", "train loss", "dev loss", "dev accuracy", "learning rate");
    for (EpochPoint point : seed.curve()) {
      grid.add(
          Integer.toString(point.epoch()),
          Numbers.value(point.trainLoss()),
          shown(point.devLoss(), Numbers::value),
          shown(point.devAccuracy(), Numbers::percent),
          shown(point.rate(), Numbers::value));
    }
    return details(summary("Numbers of seed " + seed.seed()), grid.tag());
  }

  private static String shown(OptionalDouble number, DoubleFunction<String> format) {
    return number.isPresent() ? format.apply(number.getAsDouble()) : "–";
  }
}
