package dev.cloze.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.header;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.specialized.HeaderTag;
import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.Locale;

/** What a recipe came to, stage by stage, and what its stages took. */
final class RecipeSection {
  private RecipeSection() {}

  static HeaderTag headline(RecipePage page) {
    RecipePage.Row result = page.result();
    return header(
            h1(page.title()).attr("dir", "auto"),
            div(
                    span(Numbers.percent(result.summary().mean())).withClass("figure"),
                    text(" "),
                    span(page.metric() + ", " + result.name() + seeds(result)).attr("dir", "auto"))
                .withClass("headline"),
            p(page.what()).withClass("what"),
            Facts.list(page.summary()),
            Sections.moment("Recipe ended ", page.when()))
        .withId("headline");
  }

  private static String seeds(RecipePage.Row row) {
    return row.figures().size() == 1
        ? ""
        : "; mean of %d seeds, standard deviation %s points"
            .formatted(row.figures().size(), Numbers.points(row.summary().deviation()));
  }

  static SectionTag comparison(RecipePage page) {
    Grid grid = new Grid(page.metric(), "seeds", "test", "sd");
    for (RecipePage.Row row : page.rows()) {
      int seeds = row.figures().size();
      grid.add(
          span(row.name()).attr("dir", "auto"),
          List.of(
              Integer.toString(seeds),
              Numbers.percent(row.summary().mean()),
              seeds == 1 ? "–" : Numbers.points(row.summary().deviation())),
          row.made() ? "ours" : "");
    }
    return Sections.of(
        "comparison",
        "Stage by stage",
        DotChart.of(page.asMethods()),
        grid.tag(),
        Sections.note(
            "Each row is scored on the same test set. What was repeated with other chance is a mean"
                + " for each seed; sd is one standard deviation over seeds, in points."));
  }

  static SectionTag stages(RecipePage page) {
    Grid grid = new Grid("stage", "seconds", "most memory");
    for (RecipePage.Stage stage : page.stages()) {
      grid.add(
          span(stage.name()).attr("dir", "auto"),
          List.of(
              String.format(Locale.ROOT, "%.1f", stage.seconds()),
              stage.peakMegabytes() == 0 ? "–" : stage.peakMegabytes() + " MB"));
    }
    return Sections.of(
        "stages",
        "What the stages took",
        grid.tag(),
        Sections.note(
            "Seconds are a mean over seeds; of a stage that was resumed, those of its last process."
                + " Memory is the most that the process had held by the end of the stage."));
  }
}
