package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.FormatMethod;
import dev.cloze.run.TextTable;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results of a sweep in lines: {@code table.txt}. */
final class SweepTable {
  private static final double LEAST = 5e-5;

  private SweepTable() {}

  static ImmutableList<String> lines(SweepResult result) {
    TextTable table = new TextTable(0);
    List<String> head = new ArrayList<>(List.of(metric(result.metric())));
    result.curve().ifPresent(head::add);
    head.addAll(
        List.of(
            "runs",
            "dev",
            "test",
            "sd",
            "difference",
            "95 %, texts",
            "p texts",
            "95 %, seeds",
            "p seeds"));
    table.add(head);
    for (SweepRow row : result.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.name()));
      result.curve().ifPresent(axis -> cells.add(number(row.curve().orElseThrow())));
      cells.addAll(figures(row));
      cells.addAll(difference(row.difference()));
      table.add(cells);
    }
    return ImmutableList.<String>builder()
        .addAll(table.lines())
        .addAll(notes(result))
        .addAll(choices(result))
        .build();
  }

  /** A metric in words. */
  static String metric(TrainingOptions.Metric metric) {
    return metric.title() + ", %";
  }

  /** A place on a curve without needless decimals. */
  static String number(double place) {
    return place == Math.rint(place) && Math.abs(place) < 1e9
        ? Long.toString((long) place)
        : Double.toString(place);
  }

  /** A p value. */
  static String probability(double p) {
    return p < LEAST ? "<0.0001" : format("%.4f", p);
  }

  private static List<String> figures(SweepRow row) {
    return List.of(
        Integer.toString(row.figures().size()),
        row.dev().map(Summary::mean).map(dev -> format("%.2f", 100 * dev)).orElse(""),
        format("%.2f", 100 * row.test().mean()),
        row.test().count() == 1 ? "" : format("%.2f", 100 * row.test().deviation()));
  }

  private static List<String> difference(Optional<Difference> difference) {
    List<String> cells = new ArrayList<>();
    cells.add(difference.map(d -> format("%+.2f", 100 * d.mean())).orElse(""));
    for (Optional<Difference.Test> test :
        List.of(difference.flatMap(Difference::texts), difference.flatMap(Difference::seeds))) {
      cells.add(test.map(t -> format("%+.2f to %+.2f", 100 * t.low(), 100 * t.high())).orElse(""));
      cells.add(test.map(t -> probability(t.p())).orElse(""));
    }
    return cells;
  }

  private static List<String> notes(SweepResult result) {
    if (result.rows().stream().allMatch(row -> row.difference().isEmpty())) {
      return List.of();
    }
    return List.of(
        "",
        "difference: from "
            + result.rows().get(0).name()
            + ", in points. p texts: would it hold on other texts; p seeds: would it hold with"
            + " other seeds.");
  }

  private static List<String> choices(SweepResult result) {
    TextTable table = new TextTable(0, 1, 2);
    List<String> lines = new ArrayList<>();
    for (SweepRow row : result.rows()) {
      for (SweepRow.Choice choice : row.choices()) {
        table.add(
            List.of(
                row.name() + row.curve().map(place -> " at " + number(place)).orElse(""),
                draw(choice),
                String.join(", ", choice.values().values()),
                format("dev %.2f", 100 * choice.dev())));
      }
    }
    if (!table.lines().isEmpty()) {
      lines.addAll(List.of("", "chosen on dev:"));
      table.lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  /** Which draw a choice is of. */
  static String draw(SweepRow.Choice choice) {
    return choice
        .dataSeed()
        .map(seed -> "data seed " + seed)
        .or(() -> choice.seed().map(seed -> "seed " + seed))
        .orElse("all seeds");
  }

  @FormatMethod
  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
