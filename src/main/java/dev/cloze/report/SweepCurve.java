package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.span;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import dev.cloze.train.Summary;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.FigureTag;
import java.util.Collection;
import java.util.List;

/**
 * The rows of a sweep over the places of its curve: a line each, with a standard deviation to both
 * sides. Places stand as far apart as their logarithms where the last is many times the first.
 */
final class SweepCurve {
  private static final double WIDTH = 420;
  private static final double HEIGHT = 290;
  private static final double LEFT = 44;
  private static final double RIGHT = 22;
  private static final double TOP = 28;
  private static final double BOTTOM = 42;
  private static final double GAP = 6;
  private static final double DIGITS = 4;
  private static final double DOT = 2.6;
  private static final double WHISKER = 3;
  private static final double ASIDE = 3;
  private static final double MANY_TIMES = 6;
  private static final double PERCENT = 100;
  private static final int HUES = 8;
  private static final int DASHES = 3;

  private final ImmutableList<Double> places;
  private final boolean logarithmic;
  private final Ticks ticks;
  private final Scale x;
  private final Scale y;
  private final Svg drawing;

  private SweepCurve(SweepPage page) {
    this.places =
        page.rows().stream()
            .map(row -> row.place().orElseThrow())
            .distinct()
            .sorted()
            .collect(toImmutableList());
    double first = places.get(0);
    double last = places.get(places.size() - 1);
    this.logarithmic = first > 0 && last >= MANY_TIMES * first;
    double margin = first == last ? 1 : 0;
    this.x = new Scale(shown(first) - margin, shown(last) + margin, LEFT + GAP, WIDTH - RIGHT);
    this.ticks = DotChart.ticks(page.rows());
    this.y = new Scale(ticks.low(), ticks.high(), HEIGHT - BOTTOM, TOP);
    this.drawing =
        Svg.drawing(
            WIDTH, HEIGHT, "The %s over %s".formatted(page.metric(), page.curve().orElseThrow()));
    ground(page);
    int line = 0;
    ImmutableListMultimap<String, SweepPageRow> lines = lines(page);
    for (Collection<SweepPageRow> rows : lines.asMap().values()) {
      line(List.copyOf(rows), line, (line - (lines.keySet().size() - 1) / 2.0));
      line++;
    }
  }

  static FigureTag of(SweepPage page) {
    return figure(new SweepCurve(page).drawing, legend(page));
  }

  private static ImmutableListMultimap<String, SweepPageRow> lines(SweepPage page) {
    return Multimaps.index(page.rows(), SweepPageRow::name);
  }

  private void ground(SweepPage page) {
    for (double tick : ticks.values()) {
      double place = y.at(tick);
      add(Svg.line(new Point(LEFT, place), new Point(WIDTH - RIGHT + GAP, place)), "grid");
      add(Svg.text(new Point(LEFT - GAP, place + DIGITS), ticks.label(tick)), "tick end");
    }
    double floor = HEIGHT - BOTTOM;
    add(Svg.line(new Point(LEFT, floor), new Point(WIDTH - RIGHT + GAP, floor)), "axis");
    double free = 0;
    for (double value : places) {
      double place = x.at(shown(value));
      String label = SweepSection.place(value);
      add(Svg.line(new Point(place, floor), new Point(place, floor + DIGITS)), "axis");
      double half = label.length() * DIGITS;
      if (place - half >= free) {
        add(Svg.text(new Point(place, floor + 3 * GAP), label), "tick middle");
        free = place + half;
      }
    }
    add(Svg.text(new Point(0, TOP / 2), page.metric() + " (%)"), "label");
    add(Svg.text(new Point(WIDTH - RIGHT, HEIGHT - GAP), page.curve().orElseThrow()), "label end");
  }

  /** A line; its whiskers stand a little aside from those of the others. */
  private void line(List<SweepPageRow> rows, int number, double aside) {
    double reach = Math.min(ASIDE, 2 * ASIDE / Math.max(1, Math.abs(aside)));
    double shift = Math.max(-2 * ASIDE, Math.min(2 * ASIDE, aside * reach));
    List<Point> points =
        rows.stream()
            .map(row -> new Point(x.at(shown(row.place().orElseThrow())) + shift, height(row)))
            .toList();
    add(Svg.polyline(points), "line " + style(number));
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).runs().size() > 1) {
        whisker(rows.get(i).test(), points.get(i).x(), number);
      }
      add(Svg.dot(points.get(i), DOT), "dot " + style(number));
    }
  }

  private void whisker(Summary test, double place, int number) {
    double high = y.at(PERCENT * Math.min(1, test.mean() + test.deviation()));
    double low = y.at(PERCENT * Math.max(0, test.mean() - test.deviation()));
    add(Svg.line(new Point(place, low), new Point(place, high)), "line thin " + hue(number));
    for (double end : new double[] {low, high}) {
      add(
          Svg.line(new Point(place - WHISKER, end), new Point(place + WHISKER, end)),
          "line thin " + hue(number));
    }
  }

  private double height(SweepPageRow row) {
    return y.at(PERCENT * row.test().mean());
  }

  private double shown(double place) {
    return logarithmic ? Math.log(place) : place;
  }

  private static String hue(int number) {
    return "hue" + number % HUES;
  }

  private static String style(int number) {
    return hue(number) + " dash" + number / HUES % DASHES;
  }

  private static DivTag legend(SweepPage page) {
    List<String> names = List.copyOf(lines(page).keySet());
    return div(each(
            names,
            name ->
                span(span().withClass("swatch " + style(names.indexOf(name))))
                    .withText(name)
                    .attr("dir", "auto")))
        .withClass("legend");
  }

  private void add(Svg shape, String style) {
    drawing.with(shape.withClass(style));
  }
}
