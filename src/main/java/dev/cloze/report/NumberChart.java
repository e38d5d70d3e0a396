package dev.cloze.report;

import static j2html.TagCreator.figure;

import com.google.common.collect.ImmutableList;
import j2html.tags.specialized.FigureTag;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/** Predicted numbers over right ones. */
final class NumberChart {
  private static final double HEIGHT = 320;
  private static final double DOT = 3.5;
  private static final int STEPS = 5;

  private NumberChart() {}

  static FigureTag of(ImmutableList<NumberPair> pairs) {
    DoubleSummaryStatistics all =
        pairs.stream()
            .flatMapToDouble(pair -> DoubleStream.of(pair.right(), pair.predicted()))
            .summaryStatistics();
    Ticks ticks = Ticks.around(all.getMin(), all.getMax(), STEPS);
    Frame frame =
        new Frame(
            "Predicted numbers over right ones",
            HEIGHT,
            Axis.of(ticks, "right"),
            Axis.of(ticks, "predicted"));
    frame.add(
        Svg.line(frame.at(ticks.low(), ticks.low()), frame.at(ticks.high(), ticks.high()))
            .withClass("diagonal"));
    for (NumberPair pair : pairs) {
      frame.add(
          Svg.dot(frame.at(pair.right(), pair.predicted()), DOT).withClass("dot accuracy faint"));
    }
    return figure(frame.drawing());
  }
}
