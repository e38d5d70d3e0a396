package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static j2html.TagCreator.div;
import static j2html.TagCreator.p;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Evaluation;
import dev.cloze.train.ReliabilityBin;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.SectionTag;

/** Whether probabilities can be believed. */
final class CalibrationSection {
  /** Below this distance a classifier is called neither bold nor shy. */
  private static final double EVEN = 0.005;

  private CalibrationSection() {}

  static SectionTag of(RunPage page) {
    String id = "calibration";
    String heading = "Can the probabilities be believed?";
    Evaluation evaluation = Together.of(page);
    ImmutableList<ReliabilityBin> bins = filled(evaluation);
    return bins.isEmpty()
        ? Sections.of(id, heading, Sections.note("Calibration was not measured."))
        : Sections.of(
            id,
            heading,
            p(finding(evaluation)),
            div(ReliabilityChart.of(evaluation.calibrationError(), bins), table(bins))
                .withClass("pair"),
            Sections.note(
                "Each dot is a group of predictions of like confidence, the larger the more there"
                    + " are. On the dashed line they are as often right as they are confident."
                    + Sections.together(page)));
  }

  private static String finding(Evaluation evaluation) {
    double confidence = confidence(evaluation);
    double excess = confidence - evaluation.accuracy();
    String verdict =
        Math.abs(excess) < EVEN
            ? "on the whole neither too sure nor too unsure"
            : "on the whole "
                + Numbers.points(Math.abs(excess))
                + " points too "
                + (excess > 0 ? "sure" : "unsure");
    return "Calibration error "
        + Numbers.points(evaluation.calibrationError())
        + " points (expected calibration error). The mean confidence is "
        + Numbers.percent(confidence)
        + " and "
        + Numbers.percent(evaluation.accuracy())
        + " are right: "
        + verdict
        + ".";
  }

  private static ImmutableList<ReliabilityBin> filled(Evaluation evaluation) {
    return evaluation.reliability().stream()
        .filter(bin -> bin.count() > 0)
        .collect(toImmutableList());
  }

  /** The mean probability of the predicted labels. */
  private static double confidence(Evaluation evaluation) {
    return evaluation.reliability().stream()
            .mapToDouble(bin -> bin.count() * bin.confidence())
            .sum()
        / evaluation.total();
  }

  private static DivTag table(ImmutableList<ReliabilityBin> bins) {
    Grid grid = new Grid("confidence", "predictions", "mean confidence", "right");
    for (ReliabilityBin bin : bins) {
      grid.add(
          Numbers.points(bin.low()) + "–" + Numbers.percent(bin.high()),
          Numbers.count(bin.count()),
          Numbers.percent(bin.confidence()),
          Numbers.percent(bin.accuracy()));
    }
    return grid.tag();
  }
}
