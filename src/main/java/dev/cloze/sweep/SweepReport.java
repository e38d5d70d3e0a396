package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.FormatMethod;
import dev.cloze.report.ReportFile;
import dev.cloze.run.RunResult;
import dev.cloze.run.SeedResult;
import dev.cloze.run.TextTable;
import dev.cloze.train.TrainingOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Says in lines how a sweep goes and what came out. */
public final class SweepReport implements Sweep.Listener {
  private final Sweep sweep;
  private final Consumer<String> lines;

  /** A report of {@code sweep}. */
  public SweepReport(Sweep sweep, Consumer<String> lines) {
    this.sweep = sweep;
    this.lines = lines;
  }

  /** The cells of a plan, a line each, and how many runs they are. */
  public static ImmutableList<String> plan(Plan plan) {
    TextTable table = new TextTable(0, 1, 2);
    for (PlannedCell planned : plan.planned()) {
      List<Long> seeds = planned.file().allSeeds();
      table.add(
          List.of(
              planned.cell().name(),
              planned.cell().describe(),
              (seeds.size() == 1 ? "seed " : "seeds ")
                  + seeds.toString().replaceAll("[\\[\\]]", "")));
    }
    return ImmutableList.<String>builder().addAll(table.lines()).add(size(plan)).build();
  }

  private static String size(Plan plan) {
    return format("%d cells, %d runs", plan.cells().size(), plan.runs());
  }

  /** What to say before the first cell runs. */
  public void begin() {
    lines.accept(size(sweep.plan()));
  }

  @Override
  public void finished(Cell cell, int number, RunResult result, boolean earlier) {
    double test =
        sweep.plan().options().metric() == TrainingOptions.Metric.ACCURACY
            ? result.accuracy().mean()
            : result.macroF1().mean();
    lines.accept(
        format(
            "cell %d of %d: %s: %.2f %%%s%s",
            number,
            sweep.plan().cells().size(),
            cell.describe(),
            100 * test,
            seeds(result.seeds()),
            earlier ? ", done before" : ""));
  }

  /** What to say when all cells are done. */
  public void end(SweepResult result) {
    Path folder = sweep.folder().path();
    lines.accept("");
    SweepTable.lines(result).forEach(lines);
    lines.accept("");
    lines.accept(format("results: %s, and as a page %s", folder, folder.resolve(ReportFile.NAME)));
    lines.accept(
        format("next: cloze predict %s/cells/NAME labels texts as that cell does", folder));
  }

  private static String seeds(List<SeedResult> seeds) {
    return seeds.size() == 1 ? "" : format(" (%d seeds)", seeds.size());
  }

  @FormatMethod
  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
