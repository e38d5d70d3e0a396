package dev.cloze.report;

import static j2html.TagCreator.figure;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.ReliabilityBin;
import j2html.tags.specialized.FigureTag;
import java.util.Locale;

/** Accuracy over confidence: on the diagonal, a classifier is as often right as it thinks. */
final class ReliabilityChart {
  private static final double HEIGHT = 320;
  private static final double LARGEST_DOT = 8;
  private static final double SMALLEST_DOT = 3;
  private static final int HUNDRED = 100;
  private static final int STEPS = 5;

  private ReliabilityChart() {}

  /** A chart of bins that all hold a prediction. */
  static FigureTag of(double error, ImmutableList<ReliabilityBin> bins) {
    Frame frame =
        new Frame(
            String.format(
                Locale.ROOT,
                "Accuracy over confidence; the calibration error is %.1f points",
                HUNDRED * error),
            HEIGHT,
            Axis.of(Ticks.around(0, HUNDRED, STEPS), "confidence (%)"),
            Axis.of(Ticks.around(0, HUNDRED, STEPS), "accuracy (%)"));
    frame.add(Svg.line(frame.at(0, 0), frame.at(HUNDRED, HUNDRED)).withClass("diagonal"));
    int most = bins.stream().mapToInt(ReliabilityBin::count).max().orElseThrow();
    bins.forEach(bin -> gap(bin, frame));
    frame.add(
        Svg.polyline(bins.stream().map(bin -> place(bin, frame)).toList())
            .withClass("line accuracy faint"));
    bins.forEach(bin -> dot(bin, most, frame));
    return figure(frame.drawing());
  }

  private static void gap(ReliabilityBin bin, Frame frame) {
    double confidence = HUNDRED * bin.confidence();
    frame.add(Svg.line(frame.at(confidence, confidence), place(bin, frame)).withClass("gap"));
  }

  /** The area of a dot goes with the count. */
  private static void dot(ReliabilityBin bin, int most, Frame frame) {
    double radius = Math.max(SMALLEST_DOT, LARGEST_DOT * Math.sqrt((double) bin.count() / most));
    frame.add(Svg.dot(place(bin, frame), radius).withClass("dot accuracy"));
  }

  private static Point place(ReliabilityBin bin, Frame frame) {
    return frame.at(HUNDRED * bin.confidence(), HUNDRED * bin.accuracy());
  }
}
