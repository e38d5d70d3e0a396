package dev.cloze.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.header;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import com.google.common.collect.ImmutableList;
import j2html.tags.DomContent;
import j2html.tags.specialized.HeaderTag;
import java.util.ArrayList;
import java.util.List;

/** How good it is, what was run, and each seed by itself where there are several. */
final class HeadlineSection {
  private HeadlineSection() {}

  static HeaderTag of(RunPage page) {
    Comparison ours = page.ours();
    return header(
            h1(page.title()).attr("dir", "auto"),
            div(
                    span(Numbers.percent(ours.accuracy())).withClass("figure"),
                    text(" "),
                    span(meaning(page)))
                .withClass("headline"),
            p(page.what()).withClass("what"),
            Facts.list(summary(page)),
            page.seeds().size() > 1 ? seeds(page.seeds()) : null,
            Sections.moment("Run ended ", page.when()))
        .withId("headline");
  }

  private static String meaning(RunPage page) {
    Comparison ours = page.ours();
    if (page.seeds().size() > 1) {
      String spread =
          ours.deviation().isPresent()
              ? "; standard deviation " + Numbers.points(ours.deviation().getAsDouble()) + " points"
              : "";
      return "accuracy, mean of " + page.seeds().size() + " seeds" + spread;
    }
    return "accuracy"
        + ours.interval()
            .map(interval -> "; 95 % interval " + Numbers.interval(interval))
            .orElse("");
  }

  private static ImmutableList<Fact> summary(RunPage page) {
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    facts.addAll(page.summary());
    if (page.seeds().size() == 1) {
      facts.addAll(page.seeds().get(0).facts());
    }
    return facts.build();
  }

  private static DomContent seeds(List<SeedPage> seeds) {
    ImmutableList<String> names =
        seeds.stream()
            .flatMap(seed -> seed.facts().stream())
            .map(Fact::name)
            .distinct()
            .collect(toImmutableList());
    Grid grid =
        new Grid(ImmutableList.<String>builder().add("seed", "accuracy").addAll(names).build());
    for (SeedPage seed : seeds) {
      List<String> cells = new ArrayList<>();
      cells.add(Numbers.percent(seed.evaluation().accuracy()));
      names.forEach(name -> cells.add(value(seed, name)));
      grid.add(text(Long.toString(seed.seed())), cells);
    }
    return grid.tag();
  }

  private static String value(SeedPage seed, String name) {
    return seed.facts().stream()
        .filter(fact -> fact.name().equals(name))
        .map(Fact::value)
        .findFirst()
        .orElse("–");
  }
}
