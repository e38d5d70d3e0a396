package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import java.util.Collection;

/**
 * One quantity of a chart, seen in several runs of the same kind.
 *
 * @param name what the legend calls it
 * @param style its class in the style sheet
 * @param lines a line for each seed
 */
record Series(String name, String style, ImmutableList<ImmutableList<Point>> lines) {
  /** All points of all lines. */
  ImmutableList<Point> points() {
    return lines.stream().flatMap(Collection::stream).collect(toImmutableList());
  }

  /** The mean line, where every line has a point. */
  ImmutableList<Point> mean() {
    ImmutableListMultimap<Double, Point> columns = Multimaps.index(points(), Point::x);
    return columns.asMap().entrySet().stream()
        .filter(column -> column.getValue().size() == lines.size())
        .map(column -> new Point(column.getKey(), meanHeight(column.getValue())))
        .collect(toImmutableList());
  }

  private static double meanHeight(Collection<Point> points) {
    return points.stream().mapToDouble(Point::y).average().orElseThrow();
  }
}
