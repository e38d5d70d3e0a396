package dev.cloze.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.header;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.specialized.HeaderTag;
import java.util.Comparator;

/** The best of the methods, and what was compared. */
final class SweepHeadline {
  private SweepHeadline() {}

  static HeaderTag of(SweepPage page) {
    SweepPageRow best =
        page.rows().stream()
            .filter(SweepPageRow::method)
            .max(Comparator.comparingDouble(row -> row.test().mean()))
            .orElseThrow();
    return header(
            h1(page.title()).attr("dir", "auto"),
            div(
                    span(Numbers.percent(best.test().mean())).withClass("figure"),
                    text(" "),
                    span(meaning(page, best)).attr("dir", "auto"))
                .withClass("headline"),
            p(page.what()).withClass("what"),
            Facts.list(page.summary()),
            Sections.moment("Sweep ended ", page.when()))
        .withId("headline");
  }

  private static String meaning(SweepPage page, SweepPageRow best) {
    return page.metric()
        + ", the highest of the methods: "
        + SweepSection.named(best)
        + (best.runs().size() == 1
            ? ""
            : "; mean of "
                + best.runs().size()
                + " runs, standard deviation "
                + Numbers.points(best.test().deviation())
                + " points");
  }
}
