package dev.cloze.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.p;

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
    Reliability reliability = Reliability.of(page);
    return reliability.bins().isEmpty()
        ? Sections.of(id, heading, Sections.note("Calibration was not measured."))
        : Sections.of(
            id,
            heading,
            p(finding(reliability)),
            div(ReliabilityChart.of(reliability), table(reliability)).withClass("pair"),
            Sections.note(
                "Each dot is a group of predictions of like confidence, the larger the more there"
                    + " are. On the dashed line they are as often right as they are confident."
                    + Sections.together(page)));
  }

  private static String finding(Reliability reliability) {
    double excess = reliability.confidence() - reliability.accuracy();
    String verdict =
        Math.abs(excess) < EVEN
            ? "on the whole neither too sure nor too unsure"
            : "on the whole " + Numbers.points(Math.abs(excess)) + " points too "
                + (excess > 0 ? "sure" : "unsure");
    return "Calibration error "
        + Numbers.points(reliability.error())
        + " points (expected calibration error). The mean confidence is "
        + Numbers.percent(reliability.confidence())
        + " and "
        + Numbers.percent(reliability.accuracy())
        + " are right: "
        + verdict
        + ".";
  }

  private static DivTag table(Reliability reliability) {
    Grid grid = new Grid("confidence", "predictions", "mean confidence", "right");
    for (ReliabilityBin bin : reliability.bins()) {
      grid.add(
          Numbers.points(bin.low()) + "–" + Numbers.percent(bin.high()),
          Numbers.count(bin.count()),
          Numbers.percent(bin.confidence()),
          Numbers.percent(bin.accuracy()));
    }
    return grid.tag();
  }
}
