package dev.cloze.report;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.small;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import com.google.common.collect.ImmutableList;
import j2html.tags.DomContent;
import j2html.tags.specialized.SectionTag;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.TrTag;
import java.util.Locale;
import java.util.stream.IntStream;

/** Which label was taken for which, as a shaded table. */
final class ConfusionSection {
  /** From so many labels on, the heads of the columns stand upright and the cells are small. */
  private static final int MANY = 7;

  private final RunPage page;
  private final ImmutableList<ImmutableList<Integer>> counts;

  private ConfusionSection(RunPage page) {
    this.page = page;
    this.counts = Together.of(page).confusion();
  }

  static SectionTag of(RunPage page) {
    return new ConfusionSection(page).section();
  }

  private SectionTag section() {
    return Sections.of(
        "confusion",
        "Which label was taken for which",
        div(table(thead(head()), tbody(each(labels().mapToObj(this::row))))
                .withClass(isMany() ? "confusion many" : "confusion"))
            .withClass("scroll"),
        Sections.note(
            "A row for each right label, a column for each predicted one: the count, and its share"
                + " of the row. The diagonal is right."
                + Sections.together(page)));
  }

  private TrTag head() {
    return tr(
        th(text("right ↓ predicted →")).withClass("corner"),
        each(labels().mapToObj(this::columnHead)));
  }

  private DomContent row(int right) {
    return tr(
        th(name(right)).attr("scope", "row"),
        each(labels().mapToObj(predicted -> cell(right, predicted))));
  }

  private DomContent cell(int right, int predicted) {
    int count = counts.get(right).get(predicted);
    double share = (double) count / counts.get(right).stream().mapToInt(Integer::intValue).sum();
    TdTag cell = td(span(Numbers.count(count))).withClass(style(right == predicted, count));
    return count == 0
        ? cell
        : cell.with(
                text(" "), small(isMany() ? Numbers.wholePercent(share) : Numbers.percent(share)))
            .withStyle(String.format(Locale.ROOT, "--share:%.3f", share));
  }

  private static String style(boolean right, int count) {
    return (right ? "right" : "wrong") + (count == 0 ? " none" : "");
  }

  private boolean isMany() {
    return counts.size() >= MANY;
  }

  private DomContent columnHead(int label) {
    return th(name(label)).attr("scope", "col");
  }

  private DomContent name(int label) {
    String name = page.labels().names().get(label);
    return span(bdi(name)).withClass("label").withTitle(name);
  }

  private IntStream labels() {
    return IntStream.range(0, counts.size());
  }
}
