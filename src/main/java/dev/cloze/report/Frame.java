package dev.cloze.report;

import j2html.tags.DomContent;

/** The ground of a chart: a grid, two axes with ticks and labels, and where numbers lie in it. */
final class Frame {
  private static final double WIDTH = 420;
  private static final double LEFT = 44;
  private static final double RIGHT = 12;
  private static final double TOP = 28;
  private static final double BOTTOM = 42;
  private static final double TICK_GAP = 6;
  private static final double MIDDLE_OF_DIGITS = 4;

  private final Axis across;
  private final Axis up;
  private final Scale x;
  private final Scale y;
  private final double floor;
  private final Svg drawing;

  /** A ground of this height, which {@code says} in words what the chart shows. */
  Frame(String says, double height, Axis across, Axis up) {
    this.across = across;
    this.up = up;
    this.floor = height - BOTTOM;
    this.x = new Scale(across.low(), across.high(), LEFT, WIDTH - RIGHT);
    this.y = new Scale(up.low(), up.high(), floor, TOP);
    this.drawing = Svg.drawing(WIDTH, height, says);
    rows();
    columns();
    label(new Point(0, TOP / 2), up.label(), "label");
    label(new Point(WIDTH - RIGHT, height - TICK_GAP), across.label(), "label end");
  }

  /** The place of a pair of numbers. */
  Point at(double across, double up) {
    return new Point(x.at(across), y.at(up));
  }

  /** Draws over what is there. */
  Frame add(DomContent shape) {
    drawing.with(shape);
    return this;
  }

  Svg drawing() {
    return drawing;
  }

  private void rows() {
    for (double tick : up.ticks().values()) {
      double place = y.at(tick);
      add(Svg.line(new Point(LEFT, place), new Point(WIDTH - RIGHT, place)).withClass("grid"));
      label(
          new Point(LEFT - TICK_GAP, place + MIDDLE_OF_DIGITS), up.ticks().label(tick), "tick end");
    }
  }

  private void columns() {
    add(Svg.line(new Point(LEFT, floor), new Point(WIDTH - RIGHT, floor)).withClass("axis"));
    for (double tick : across.ticks().values()) {
      double place = x.at(tick);
      add(
          Svg.line(new Point(place, floor), new Point(place, floor + MIDDLE_OF_DIGITS))
              .withClass("axis"));
      label(new Point(place, floor + 3 * TICK_GAP), across.ticks().label(tick), "tick middle");
    }
  }

  private void label(Point start, String text, String style) {
    add(Svg.text(start, text).withClass(style));
  }
}
