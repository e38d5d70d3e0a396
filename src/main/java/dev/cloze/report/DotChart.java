package dev.cloze.report;

import static j2html.TagCreator.figure;

import dev.cloze.train.Summary;
import j2html.tags.specialized.FigureTag;
import java.util.List;

/**
 * The rows of a sweep under each other, each a mean with its standard deviation and a dot for each
 * run. The axis spans what there is: dots may leave 0 out, as bars may not.
 */
final class DotChart {
  private static final double WIDTH = 420;
  private static final double LEFT = 10;
  private static final double RIGHT = 62;
  private static final double ROW = 38;
  private static final double NAME = 13;
  private static final double MIDDLE = 25;
  private static final double RUN = 2.4;
  private static final double MEAN = 4.5;
  private static final double WHISKER = 4;
  private static final double AXIS = 24;
  private static final double GAP = 8;
  private static final double TEXT = 4;
  private static final double PERCENT = 100;
  private static final double LEAST_SPAN = 5;
  private static final int STEPS = 5;
  private static final int LONGEST_NAME = 56;

  private final List<SweepPageRow> rows;
  private final Ticks ticks;
  private final Scale scale;
  private final double floor;
  private final Svg drawing;

  private DotChart(SweepPage page) {
    this.rows = page.rows();
    this.ticks = ticks(rows);
    this.scale = new Scale(ticks.low(), ticks.high(), LEFT, WIDTH - RIGHT);
    this.floor = rows.size() * ROW;
    this.drawing = Svg.drawing(WIDTH, floor + AXIS, "The " + page.metric() + " of each method");
    axis();
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), i * ROW);
    }
  }

  static FigureTag of(SweepPage page) {
    return figure(new DotChart(page).drawing);
  }

  /** Ticks in per cent around all that is drawn, within 0 and 100. */
  static Ticks ticks(List<SweepPageRow> rows) {
    double low = 1;
    double high = 0;
    for (SweepPageRow row : rows) {
      Summary test = row.test();
      low = Math.min(low, test.mean() - test.deviation());
      high = Math.max(high, test.mean() + test.deviation());
      for (double run : row.runs()) {
        low = Math.min(low, run);
        high = Math.max(high, run);
      }
    }
    double least = Math.max(0, Math.min(low * PERCENT, high * PERCENT - LEAST_SPAN));
    return Ticks.around(least, Math.min(PERCENT, Math.max(high * PERCENT, least + 1)), STEPS);
  }

  private void axis() {
    for (double tick : ticks.values()) {
      double place = scale.at(tick);
      add(Svg.line(new Point(place, 0), new Point(place, floor)), "grid");
      add(Svg.text(new Point(place, floor + AXIS - GAP), ticks.label(tick)), "tick middle");
    }
    add(Svg.text(new Point(WIDTH, floor + AXIS - GAP), "%"), "tick end");
  }

  private void row(SweepPageRow row, double top) {
    String style = row.method() ? "dev" : "train";
    String name = PlainText.start(row.name(), LONGEST_NAME);
    add(Svg.text(new Point(LEFT, top + NAME), name), row.method() ? "name" : "name ours");
    Summary test = row.test();
    double middle = top + MIDDLE;
    double end = place(test.mean());
    if (row.runs().size() > 1) {
      end = Math.max(end, whisker(test, middle));
      for (double run : row.runs()) {
        add(Svg.dot(new Point(place(run), middle), RUN), "dot run " + style);
        end = Math.max(end, place(run));
      }
    }
    add(Svg.dot(new Point(place(test.mean()), middle), MEAN), "dot " + style);
    add(Svg.text(new Point(end + GAP, middle + TEXT), Numbers.percent(test.mean())), "value");
  }

  /** Draws a deviation to both sides, and returns where it ends. */
  private double whisker(Summary test, double middle) {
    double low = place(Math.max(0, test.mean() - test.deviation()));
    double high = place(Math.min(1, test.mean() + test.deviation()));
    add(Svg.line(new Point(low, middle), new Point(high, middle)), "whisker");
    for (double end : new double[] {low, high}) {
      add(Svg.line(new Point(end, middle - WHISKER), new Point(end, middle + WHISKER)), "whisker");
    }
    return high;
  }

  private double place(double share) {
    return scale.at(share * PERCENT);
  }

  private void add(Svg shape, String style) {
    drawing.with(shape.withClass(style));
  }
}
