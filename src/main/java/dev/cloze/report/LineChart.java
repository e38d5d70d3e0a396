package dev.cloze.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.span;

import com.google.common.collect.ImmutableList;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.FigureTag;
import java.util.List;

/**
 * Quantities over epochs or steps: a line for each seed, faint where there are several, and their
 * mean.
 */
final class LineChart {
  private static final double HEIGHT = 270;
  private static final double DOT = 2.6;
  private static final int MOST_DOTS = 16;

  private LineChart() {}

  static FigureTag of(String says, Axis across, Axis up, List<Series> series) {
    Frame frame = new Frame(says, HEIGHT, across, up);
    series.forEach(quantity -> draw(quantity, frame));
    return figure(frame.drawing(), legend(series));
  }

  private static void draw(Series series, Frame frame) {
    if (series.lines().size() == 1) {
      line(series.lines().get(0), series.style(), frame);
      return;
    }
    series.lines().forEach(line -> line(line, series.style() + " faint", frame));
    line(series.mean(), series.style(), frame);
  }

  private static void line(ImmutableList<Point> line, String style, Frame frame) {
    List<Point> places = line.stream().map(point -> frame.at(point.x(), point.y())).toList();
    frame.add(Svg.polyline(places).withClass("line " + style));
    if (places.size() <= MOST_DOTS) {
      places.forEach(place -> frame.add(Svg.dot(place, DOT).withClass("dot " + style)));
    }
  }

  private static DivTag legend(List<Series> series) {
    boolean several = series.stream().anyMatch(quantity -> quantity.lines().size() > 1);
    return div(
            each(
                series,
                quantity ->
                    span(span().withClass("swatch " + quantity.style())).withText(quantity.name())),
            several ? span("faint: one seed each; strong: their mean").withClass("note") : null)
        .withClass("legend");
  }
}
