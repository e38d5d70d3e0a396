package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.summary;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import j2html.tags.specialized.DetailsTag;
import j2html.tags.specialized.FigureTag;
import j2html.tags.specialized.SectionTag;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Losses and accuracy over the steps of a pretraining, as curves and as numbers. */
final class PretrainSection {
  private static final double PERCENT = 100;
  private static final double LEAST_POINTS = 5;

  private final PretrainPage page;

  private PretrainSection(PretrainPage page) {
    this.page = page;
  }

  static SectionTag of(PretrainPage page) {
    return new PretrainSection(page).section();
  }

  private SectionTag section() {
    return Sections.of(
        "training",
        "Training",
        div(
                chart(
                    "loss (nats)",
                    0,
                    series("training, smoothed", "train", PretrainPoint::trainLoss, 1),
                    series("held out", "dev", point -> OptionalDouble.of(point.heldOutLoss()), 1)),
                chart(
                    "top-1: hidden tokens named first (%)",
                    LEAST_POINTS,
                    series(
                        "held out",
                        "accuracy",
                        point -> OptionalDouble.of(point.accuracy()),
                        PERCENT)))
            .withClass("pair"),
        Sections.note(
            "The loss is the mean of −ln p of the hidden tokens. It is measured on the same rows"
                + " with the same tokens hidden each time, none of which is trained on; the loss in"
                + " training is that of the last steps. Step 0 is before the first."),
        numbers());
  }

  private Series series(
      String name, String style, Function<PretrainPoint, OptionalDouble> quantity, double factor) {
    ImmutableList<Point> line =
        page.points().stream()
            .filter(point -> Double.isFinite(quantity.apply(point).orElse(Double.NaN)))
            .map(point -> new Point(point.step(), factor * quantity.apply(point).orElseThrow()))
            .collect(toImmutableList());
    return new Series(name, style, line.isEmpty() ? ImmutableList.of() : ImmutableList.of(line));
  }

  private FigureTag chart(String label, double span, Series... series) {
    ImmutableList<Series> drawn =
        Stream.of(series)
            .filter(quantity -> !quantity.lines().isEmpty())
            .collect(toImmutableList());
    return drawn.isEmpty()
        ? null
        : LineChart.of(
            "The " + label + " over the steps",
            Axis.ofNumbers(
                Ints.saturatedCast(page.points().get(0).step()),
                Ints.saturatedCast(page.last().step()),
                "step"),
            Axis.around(drawn, label, span),
            drawn);
  }

  private DetailsTag numbers() {
    Grid grid = new Grid("step", "tokens", "training loss", "held-out loss", "top-1", "tokens/s");
    for (PretrainPoint point : page.points()) {
      grid.add(
          Numbers.count(point.step()),
          Numbers.count(point.tokens()),
          shown(point.trainLoss(), Numbers::nats),
          Numbers.nats(point.heldOutLoss()),
          Numbers.percent(point.accuracy()),
          shown(point.tokensPerSecond(), speed -> Numbers.count(Math.round(speed))));
    }
    return details(summary("Numbers"), grid.tag());
  }

  private static String shown(OptionalDouble number, DoubleFunction<String> format) {
    return number.isPresent() ? format.apply(number.getAsDouble()) : "–";
  }
}
