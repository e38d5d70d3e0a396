package dev.cloze.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.span;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Interval;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.FigureTag;
import j2html.tags.specialized.SectionTag;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The methods beside each other: a picture and a table. */
final class SweepSection {
  private static final double LEAST = 1e-4;

  private SweepSection() {}

  static SectionTag of(SweepPage page) {
    return Sections.of(
        "comparison",
        "The methods beside each other",
        picture(page),
        table(page),
        each(notes(page), Sections::note));
  }

  /** What was chosen on dev sets; {@code null} where nothing was. */
  static SectionTag choices(SweepPage page) {
    if (page.choices().isEmpty()) {
      return null;
    }
    Grid grid = new Grid("method", "draw", "taken", "on dev");
    for (SweepChoice choice : page.choices()) {
      grid.add(
          span(choice.row()).attr("dir", "auto"),
          ImmutableList.of(choice.draw(), choice.values(), Numbers.percent(choice.dev())));
    }
    return Sections.of(
        "choices",
        "What was chosen",
        grid.tag(),
        Sections.note(
            "For each method and each draw of examples, the values that are best on the dev set."
                + " The test set was not looked at."));
  }

  /** A row's name with its place on the curve. */
  static String named(SweepPageRow row) {
    return row.place().isPresent()
        ? row.name() + " at " + place(row.place().getAsDouble())
        : row.name();
  }

  /** A place on the curve as it was written. */
  static String place(double place) {
    return BigDecimal.valueOf(place).stripTrailingZeros().toPlainString();
  }

  private static FigureTag picture(SweepPage page) {
    return page.curve().isPresent() ? SweepCurve.of(page) : DotChart.of(page);
  }

  private static DivTag table(SweepPage page) {
    ImmutableList.Builder<String> heads = ImmutableList.builder();
    heads.add(page.metric());
    page.curve().ifPresent(heads::add);
    heads.add("runs", "dev", "test", "sd", "difference", "on other texts", "p");
    heads.add("with other seeds", "p");
    Grid grid = new Grid(heads.build());
    for (SweepPageRow row : page.rows()) {
      ImmutableList.Builder<String> cells = ImmutableList.builder();
      row.place().ifPresent(place -> cells.add(place(place)));
      cells.add(
          Integer.toString(row.runs().size()),
          row.dev().isPresent() ? Numbers.percent(row.dev().getAsDouble()) : "–",
          Numbers.percent(row.test().mean()),
          row.runs().size() == 1 ? "–" : Numbers.points(row.test().deviation()));
      cells.addAll(against(row.difference()));
      grid.add(span(row.name()).attr("dir", "auto"), cells.build(), row.method() ? "" : "ours");
    }
    return grid.tag();
  }

  private static ImmutableList<String> against(Optional<SweepPageRow.Against> difference) {
    ImmutableList.Builder<String> cells = ImmutableList.builder();
    cells.add(difference.map(d -> signed(d.mean())).orElse("–"));
    cells.addAll(sure(difference.flatMap(SweepPageRow.Against::texts)));
    cells.addAll(sure(difference.flatMap(SweepPageRow.Against::seeds)));
    return cells.build();
  }

  private static ImmutableList<String> sure(Optional<SweepPageRow.Sure> test) {
    return ImmutableList.of(
        test.map(t -> interval(t.interval())).orElse("–"),
        test.map(t -> t.p() < LEAST ? "<0.0001" : String.format(Locale.ROOT, "%.4f", t.p()))
            .orElse("–"));
  }

  private static String interval(Interval interval) {
    return signed(interval.low()) + " to " + signed(interval.high());
  }

  private static String signed(double share) {
    return Numbers.signed(share, Numbers::points);
  }

  private static List<String> notes(SweepPage page) {
    List<String> notes = new ArrayList<>();
    if (page.rows().stream().anyMatch(row -> row.runs().size() > 1)) {
      notes.add(
          "sd and the whiskers are one standard deviation over runs, in points"
              + (page.curve().isPresent() ? "." : "; a pale dot is a run."));
    }
    if (page.rows().stream().anyMatch(row -> row.difference().isPresent())) {
      notes.add(
          "The difference is from "
              + page.rows().get(0).name()
              + (page.curve().isPresent() ? " at the same place" : "")
              + ", in points, with 95 % intervals. On other texts: what the choice of test texts"
              + " leaves open, with the trained classifiers as they are (paired bootstrap, paired"
              + " permutation test). With other seeds: what draws and training leave open (paired t"
              + " test).");
    }
    return notes;
  }
}
