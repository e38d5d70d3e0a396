package dev.cloze.report;

import static j2html.TagCreator.figure;

import dev.cloze.train.Interval;
import j2html.tags.specialized.FigureTag;
import java.util.List;
import java.util.Optional;

/** Accuracies as bars from 0 to 100 %, each under its name, with what chance leaves open. */
final class BarChart {
  private static final double WIDTH = 420;
  private static final double LEFT = 5;
  private static final double VALUE = 58;
  private static final double ROW = 42;
  private static final double NAME = 14;
  private static final double BAR_TOP = 20;
  private static final double BAR = 15;
  private static final double WHISKER = 4;
  private static final double GAP = 6;
  private static final double AXIS = 24;
  private static final int LONGEST_NAME = 52;
  private static final int STEPS = 5;

  private final Scale scale = new Scale(0, 1, LEFT, WIDTH - VALUE);
  private final double floor;
  private final Svg drawing;

  private BarChart(List<Comparison> rows) {
    this.floor = rows.size() * ROW;
    this.drawing = Svg.drawing(WIDTH, floor + AXIS, "Accuracy of this run and of the baselines");
    axis();
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), i * ROW);
    }
  }

  static FigureTag of(List<Comparison> rows) {
    return figure(new BarChart(rows).drawing);
  }

  /** What the whiskers of a row reach to. */
  static Optional<Interval> spread(Comparison row) {
    if (row.deviation().isPresent()) {
      double deviation = row.deviation().getAsDouble();
      return Optional.of(
          new Interval(
              Math.max(0, row.accuracy() - deviation), Math.min(1, row.accuracy() + deviation)));
    }
    return row.interval();
  }

  private void axis() {
    Ticks ticks = Ticks.around(0, 100, STEPS);
    for (double tick : ticks.values()) {
      double place = scale.at(tick / ticks.high());
      add(Svg.line(new Point(place, 0), new Point(place, floor)), tick == 0 ? "axis" : "grid");
      add(Svg.text(new Point(place, floor + AXIS - GAP), ticks.label(tick)), "tick middle");
    }
    add(Svg.text(new Point(WIDTH, floor + AXIS - GAP), "%"), "tick end");
  }

  private void row(Comparison row, double top) {
    String name = PlainText.start(row.name(), LONGEST_NAME);
    add(Svg.text(new Point(2 * LEFT, top + NAME), name), row.ours() ? "name ours" : "name");
    Point corner = new Point(scale.at(0), top + BAR_TOP);
    double length = scale.at(row.accuracy()) - scale.at(0);
    add(Svg.rectangle(corner, length, BAR), row.ours() ? "bar ours" : "bar");
    double end = scale.at(row.accuracy());
    Optional<Interval> spread = spread(row);
    if (spread.isPresent()) {
      whisker(spread.get(), top + BAR_TOP + BAR / 2);
      end = Math.max(end, scale.at(spread.get().high()));
    }
    Point value = new Point(end + GAP, top + BAR_TOP + BAR - WHISKER);
    add(Svg.text(value, Numbers.percent(row.accuracy())), "value");
  }

  private void whisker(Interval spread, double middle) {
    double low = scale.at(spread.low());
    double high = scale.at(spread.high());
    add(Svg.line(new Point(low, middle), new Point(high, middle)), "whisker");
    for (double end : new double[] {low, high}) {
      add(Svg.line(new Point(end, middle - WHISKER), new Point(end, middle + WHISKER)), "whisker");
    }
  }

  private void add(Svg shape, String style) {
    drawing.with(shape.withClass(style));
  }
}
