package dev.cloze.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import com.google.common.io.Resources;
import j2html.tags.DomContent;
import j2html.tags.specialized.HeadTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The whole page as HTML. */
final class Page {
  /** Forbids the browser to fetch or to run anything; only the page's own style counts. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private static final String STYLE_SHEET = "report.css";

  private Page() {}

  static String render(RunPage page) {
    return render(
        page.title(),
        HeadlineSection.of(page),
        ComparisonSection.of(page),
        TrainingSection.of(page),
        page.forgetting().map(measured -> ForgettingSection.of(page, measured)).orElse(null),
        ConfusionSection.of(page),
        LabelsSection.of(page),
        CalibrationSection.of(page),
        MistakesSection.of(page),
        WarningsSection.of(page.warnings()),
        ProvenanceSection.of(page.provenance()));
  }

  static String render(OutputPage page) {
    return render(
        page.title(),
        OutputSections.headline(page),
        OutputSections.comparison(page),
        TrainingSection.of(page),
        each(OutputSections.labels(page), section -> section),
        each(OutputSections.numbers(page), section -> section),
        OutputSections.worst(page),
        WarningsSection.of(page.warnings()),
        ProvenanceSection.of(page.provenance()));
  }

  static String render(PretrainPage page) {
    return render(
        page.title(),
        PretrainHeadline.of(page),
        PretrainSection.of(page),
        NextSection.of(page.next()),
        ProvenanceSection.of(page.provenance()));
  }

  static String render(SweepPage page) {
    return render(
        page.title(),
        SweepHeadline.of(page),
        SweepSection.of(page),
        SweepSection.choices(page),
        ProvenanceSection.of(page.provenance()));
  }

  /** The page of a recipe. */
  static String render(RecipePage page) {
    return render(
        page.title(),
        RecipeSection.headline(page),
        RecipeSection.comparison(page),
        WarningsSection.of(page.warnings()),
        RecipeSection.stages(page),
        ProvenanceSection.of(page.provenance()));
  }

  private static String render(String title, DomContent... sections) {
    return PlainText.shown(
        document(html(pageHead(title), body(main(sections))).withLang("en")) + "\n");
  }

  private static HeadTag pageHead(String name) {
    return head(
        meta().withCharset("utf-8"),
        meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
        meta().withName("color-scheme").withContent("light dark"),
        title(name),
        style(rawHtml(styleSheet())));
  }

  private static String styleSheet() {
    try {
      return Resources.toString(
          Resources.getResource(Page.class, STYLE_SHEET), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
