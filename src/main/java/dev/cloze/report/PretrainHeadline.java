package dev.cloze.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.header;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.HeaderTag;
import java.util.function.Function;

/** How well a pretrained model fills masks in text that was held out, and what it was made of. */
final class PretrainHeadline {
  private final PretrainPage page;

  private PretrainHeadline(PretrainPage page) {
    this.page = page;
  }

  static HeaderTag of(PretrainPage page) {
    return new PretrainHeadline(page).headline();
  }

  private HeaderTag headline() {
    return header(
            h1(page.title()).attr("dir", "auto"),
            figure(
                "nats, the loss on text that was held out",
                point -> Numbers.nats(point.heldOutLoss())),
            figure(
                "of its hidden tokens named first (top-1)",
                point -> Numbers.percent(point.accuracy())),
            p(page.what()).withClass("what"),
            Facts.list(page.summary()),
            Sections.moment("Measured last ", page.when()))
        .withId("headline");
  }

  private DivTag figure(String meaning, Function<PretrainPoint, String> figure) {
    return div(
            span(figure.apply(page.last())).withClass("figure"),
            text(" "),
            span(meaning + page.before().map(b -> "; " + figure.apply(b) + " before").orElse("")))
        .withClass("headline");
  }
}
