package dev.cloze.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.small;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import com.google.common.collect.ImmutableList;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.SectionTag;

/** The run beside simpler ways to the same labels, on the same examples. */
final class ComparisonSection {
  private ComparisonSection() {}

  static SectionTag of(RunPage page) {
    return Sections.of(
        "comparison",
        "Beside the baselines",
        div(BarChart.of(page.comparison()), table(page)).withClass("pair"),
        Sections.note(remark(page)));
  }

  private static DivTag table(RunPage page) {
    Grid grid = new Grid("on the same test examples", "accuracy", "spread", "macro F1");
    for (Comparison row : page.comparison()) {
      grid.add(
          div(
                  span(row.name()).attr("dir", "auto"),
                  text(" "),
                  small(row.what()).attr("dir", "auto"))
              .withClass("named"),
          ImmutableList.of(
              Numbers.percent(row.accuracy()), spread(row), Numbers.percent(row.macroF1())),
          row.ours() ? "ours" : "");
    }
    return grid.tag();
  }

  private static String spread(Comparison row) {
    return row.deviation().isPresent()
        ? "± " + Numbers.points(row.deviation().getAsDouble())
        : row.interval().map(Numbers::interval).orElse("–");
  }

  private static String remark(RunPage page) {
    StringBuilder remark = new StringBuilder();
    if (page.comparison().size() == 1) {
      remark.append("No baseline was computed. ");
    }
    if (page.comparison().stream().anyMatch(row -> row.deviation().isPresent())) {
      remark.append("± is one standard deviation over seeds, in points. ");
    }
    if (page.comparison().stream()
        .anyMatch(row -> row.deviation().isEmpty() && row.interval().isPresent())) {
      remark.append("A range is the 95 % interval that the number of test examples leaves open. ");
    }
    return remark.append("Macro F1 is the mean of the labels' F1.").toString();
  }
}
