package dev.cloze.report;

import static j2html.TagCreator.article;
import static j2html.TagCreator.bdi;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.header;
import static j2html.TagCreator.p;
import static j2html.TagCreator.small;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions.Metric;
import j2html.tags.DomContent;
import j2html.tags.specialized.HeaderTag;
import j2html.tags.specialized.SectionTag;
import java.util.ArrayList;
import java.util.List;

/** The sections that a run has whose output is several labels or a number. */
final class OutputSections {
  private static final int MOST = 20;
  private static final int LONG_TEXT = 400;

  private OutputSections() {}

  static HeaderTag headline(OutputPage page) {
    Metric main = page.metrics().get(0);
    Summary figure = page.ours().figures().get(main);
    String spread =
        figure.count() > 1
            ? ", mean of %d seeds; standard deviation %s"
                .formatted(figure.count(), shown(main, figure.deviation()))
            : "";
    return header(
            h1(page.title()).attr("dir", "auto"),
            div(
                    span(shown(main, figure.mean())).withClass("figure"),
                    text(" "),
                    span(main.title() + spread))
                .withClass("headline"),
            p(page.what()).withClass("what"),
            Facts.list(page.summary()),
            Sections.moment("Run ended ", page.when()))
        .withId("headline");
  }

  static SectionTag comparison(OutputPage page) {
    List<String> heads = new ArrayList<>(List.of("on the same test examples"));
    page.metrics().forEach(metric -> heads.add(metric.title()));
    Grid grid = new Grid(heads);
    for (OutputRow row : page.comparison()) {
      grid.add(
          div(
                  span(row.name()).attr("dir", "auto"),
                  text(" "),
                  small(row.what()).attr("dir", "auto"))
              .withClass("named"),
          page.metrics().stream()
              .map(metric -> shown(metric, row.figures().get(metric).mean()))
              .toList(),
          row.ours() ? "ours" : "");
    }
    String errors =
        page.metrics().stream().anyMatch(Metric::isError)
            ? " Of errors, less is better; a dash stands where every answer was the same."
            : "";
    return Sections.of(
        "comparison",
        "Beside the baselines",
        grid.tag(),
        Sections.note("Means over seeds where there are several." + errors));
  }

  static ImmutableList<SectionTag> labels(OutputPage page) {
    if (page.labels().isEmpty()) {
      return ImmutableList.of();
    }
    Grid grid = new Grid("label", "precision", "recall", "F1", "have it", "given");
    for (LabelRow row : page.labels()) {
      grid.add(
          bdi(row.name()),
          ImmutableList.of(
              row.metrics().predicted() > 0 ? Numbers.percent(row.metrics().precision()) : "–",
              row.metrics().support() > 0 ? Numbers.percent(row.metrics().recall()) : "–",
              Numbers.percent(row.metrics().f1()),
              Numbers.count(row.metrics().support()),
              Numbers.count(row.metrics().predicted())));
    }
    return ImmutableList.of(
        Sections.of(
            "labels",
            "Label by label",
            grid.tag(),
            Sections.note(
                "Precision: of those given the label, how many have it. Recall: of those that have"
                    + " it, how many were given it. F1: their harmonic mean. Counted over all"
                    + " seeds together.")));
  }

  static ImmutableList<SectionTag> numbers(OutputPage page) {
    return page.numbers().isEmpty()
        ? ImmutableList.of()
        : ImmutableList.of(
            Sections.of(
                "numbers",
                "Predicted over right",
                NumberChart.of(page.numbers()),
                Sections.note("A dot for each test example; on the dashed line the two agree.")));
  }

  static SectionTag worst(OutputPage page) {
    return Sections.of(
        "mistakes",
        "The answers furthest off",
        Sections.note(
            page.worst().isEmpty() ? "All answers are right." : "The worst first, of all seeds."),
        each(page.worst().stream().limit(MOST).map(OutputSections::answer)));
  }

  private static DomContent answer(WrongAnswer answer) {
    return article(
            p(
                    chip("wrong", answer.predicted()),
                    text(" instead of "),
                    chip("right", answer.right()))
                .withClass("verdict"),
            each(
                answer.fields().values(),
                value ->
                    div(PlainText.start(value, LONG_TEXT)).withClass("text").attr("dir", "auto")),
            p("example " + answer.id()).withClass("note"))
        .withClass("mistake");
  }

  private static DomContent chip(String style, String answer) {
    return span(bdi(answer)).withClass("chip " + style);
  }

  private static String shown(Metric metric, double value) {
    return Double.isNaN(value)
        ? "–"
        : metric.isShare() ? Numbers.percent(value) : Numbers.nats(value);
  }
}
