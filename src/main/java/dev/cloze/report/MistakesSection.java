package dev.cloze.report;

import static j2html.TagCreator.article;
import static j2html.TagCreator.bdi;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import com.google.common.collect.ImmutableList;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.PTag;
import j2html.tags.specialized.SectionTag;
import java.util.Map;

/** The examples whose wrong label the classifier was surest of, with their texts. */
final class MistakesSection {
  private static final int MOST = 20;
  private static final int LONG_TEXT = 400;
  private static final int START = 240;

  private final RunPage page;

  private MistakesSection(RunPage page) {
    this.page = page;
  }

  static SectionTag of(RunPage page) {
    ImmutableList<RepeatedMistake> mistakes = RepeatedMistake.of(page.seeds());
    return Sections.of(
        "mistakes",
        "The surest mistakes",
        Sections.note(remark(mistakes.size())),
        each(mistakes.stream().limit(MOST).map(new MistakesSection(page)::mistake)));
  }

  private static String remark(int count) {
    if (count == 0) {
      return "No example was given a wrong label.";
    }
    return (count > MOST ? MOST + " of " : "")
        + Numbers.count(count, "example")
        + " with a wrong label, the surest first.";
  }

  private DomContent mistake(RepeatedMistake mistake) {
    return article(
            verdict(mistake.worst()),
            each(
                mistake.worst().fields().entrySet(),
                field -> field(field, mistake.worst().fields().size() > 1)),
            p(where(mistake)).withClass("note"))
        .withClass("mistake");
  }

  private static PTag verdict(Mistake mistake) {
    return p(
            chip("wrong", mistake.predicted(), mistake.probability()),
            text(" instead of "),
            chip("right", mistake.right(), mistake.rightProbability()))
        .withClass("verdict");
  }

  private static DomContent chip(String style, String label, double probability) {
    return span(strong(bdi(label)), text(" " + Numbers.percent(probability)))
        .withClass("chip " + style);
  }

  private static DivTag field(Map.Entry<String, String> field, boolean named) {
    String whole = field.getValue();
    return div(
        named ? span(field.getKey()).withClass("field") : null,
        whole.length() <= LONG_TEXT ? quoted(whole) : folded(whole));
  }

  private static DomContent folded(String whole) {
    return details(
            summary(
                quoted(PlainText.start(whole, START)),
                span("all " + Numbers.count(whole.length(), "character")).withClass("more")),
            quoted(whole))
        .withClass("long");
  }

  private static DivTag quoted(String text) {
    return div(text).withClass("text").attr("dir", "auto");
  }

  private String where(RepeatedMistake mistake) {
    int seeds = page.seeds().size();
    return "example "
        + mistake.worst().id()
        + (seeds > 1 ? "; wrong in " + mistake.seeds() + " of " + seeds + " seeds" : "");
  }
}
