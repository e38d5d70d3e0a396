package dev.cloze.pipeline;

import com.google.errorprone.annotations.FormatMethod;
import dev.cloze.report.ReportFile;
import java.util.Locale;
import java.util.function.Consumer;

/** Says in lines how LM-BFF goes and what came out. */
final class LmBffReport implements LmBff.Listener {
  private final LmBff recipe;
  private final Consumer<String> lines;

  LmBffReport(LmBff recipe, Consumer<String> lines) {
    this.recipe = recipe;
    this.lines = lines;
  }

  /** What to say before the first stage. */
  void begin() {
    LmBffPlan plan = recipe.plan();
    say("model     %s", plan.first().model().shown());
    if (plan.options().candidates() > 0) {
      say("words     %d combinations are trained with", plan.options().candidates());
    }
    say("grid      %d %s", plan.grid().size(), plan.grid().size() == 1 ? "place" : "places");
  }

  @Override
  public void found(long seed, int combinations) {
    say("seed %d, %d combinations of words found", seed, combinations);
  }

  @Override
  public void words(long seed, int rank, int all, String words, LmBffResult.Reached reached) {
    say("seed %d, words %d of %d, %s: %s", seed, rank, all, words, dev(reached));
  }

  @Override
  public void point(long seed, String values, LmBffResult.Reached reached) {
    say("seed %d, %s: %s", seed, values, dev(reached));
  }

  private static String dev(LmBffResult.Reached reached) {
    return "dev " + LmBffTable.percent(reached.dev());
  }

  @Override
  public void chosen(LmBffResult.Seed seed) {
    say("seed %d: chosen %s", seed.seed(), LmBffTable.chosen(seed));
  }

  @Override
  public void note(long seed, String sentence) {
    say("warning   seed %d, %s", seed, sentence);
  }

  /** What to say when all seeds are done. */
  void end(LmBffResult result) {
    say("");
    LmBffTable.lines(result).forEach(line -> say("%s", line));
    say("");
    say(
        "results: %s, and as a page %s",
        recipe.folder().path(), recipe.folder().file(ReportFile.NAME));
    say(
        "next: 'cloze predict %s --input FILE' labels new texts with the best run of the first"
            + " seed",
        recipe.folder().path());
  }

  @FormatMethod
  private void say(String format, Object... arguments) {
    lines.accept(String.format(Locale.ROOT, format, arguments));
  }
}
