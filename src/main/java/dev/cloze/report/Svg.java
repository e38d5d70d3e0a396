package dev.cloze.report;

import j2html.tags.ContainerTag;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.stream.Collectors;

/** An element of a drawing. Lengths are units of the drawing's own, about a pixel on a phone. */
final class Svg extends ContainerTag<Svg> {
  private Svg(String name) {
    super(name);
  }

  /** A drawing that fits the width that it is given; {@code says} is what it is read out as. */
  static Svg drawing(double width, double height, String says) {
    return new Svg("svg")
        .attr("viewBox", "0 0 " + number(width) + " " + number(height))
        .attr("role", "img")
        .attr("aria-label", says);
  }

  static Svg line(Point from, Point to) {
    return new Svg("line")
        .attr("x1", number(from.x()))
        .attr("y1", number(from.y()))
        .attr("x2", number(to.x()))
        .attr("y2", number(to.y()));
  }

  static Svg rectangle(Point corner, double width, double height) {
    return new Svg("rect")
        .attr("x", number(corner.x()))
        .attr("y", number(corner.y()))
        .attr("width", number(width))
        .attr("height", number(height));
  }

  static Svg dot(Point middle, double radius) {
    return new Svg("circle")
        .attr("cx", number(middle.x()))
        .attr("cy", number(middle.y()))
        .attr("r", number(radius));
  }

  static Svg polyline(Collection<Point> points) {
    return new Svg("polyline")
        .attr(
            "points",
            points.stream()
                .map(point -> number(point.x()) + "," + number(point.y()))
                .collect(Collectors.joining(" ")));
  }

  static Svg text(Point start, String text) {
    return new Svg("text").attr("x", number(start.x())).attr("y", number(start.y())).withText(text);
  }

  /** A drawing's number: two decimals at most. */
  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
