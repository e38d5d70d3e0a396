package dev.cloze.run;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.FormatMethod;
import dev.cloze.plm.ModelShape;
import dev.cloze.report.ReportFile;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tokenize.TruncationStatistics;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Interval;
import dev.cloze.train.Measured;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Says in lines how a run goes and what came out. */
public final class RunReport implements Run.Listener {
  private final Run run;
  private final Consumer<String> lines;

  /** A report of {@code run}. */
  public RunReport(Run run, Consumer<String> lines) {
    this.run = run;
    this.lines = lines;
  }

  @Override
  public void loaded(ModelShape shape, NumberFormat format, TruncationStatistics truncation) {
    RunData.Split split = run.data().of(run.file().allSeeds().get(0));
    say(
        "model     %s (%s, %d layers of %d, %s)%s",
        run.file().model().shown(),
        shape.modelType(),
        shape.layers(),
        shape.hidden(),
        Ascii.toLowerCase(format.name()),
        run.file().model().path().isPresent() ? "" : ": the default, since model.path is not set");
    say("template  %s", run.template().text());
    say("labels    %s", String.join(", ", run.labels().names()));
    say(
        "data      %s%s, %d to score; %s",
        split.taught().isEmpty()
            ? "none to train on (zero-shot)"
            : split.taught().size()
                + " to train on"
                + (split.soft().isEmpty() ? "" : " (" + split.soft().size() + " with soft labels)"),
        split.dev().isEmpty() ? "" : ", " + split.dev().size() + " to choose by",
        split.test().size(),
        truncation);
    run.warnings().forEach(warning -> say("warning   %s", warning));
  }

  @Override
  public void started(Path file, String use) {
    say("start     %s: %s", file, use);
  }

  @Override
  public void finished(SeedResult result, Timing timing) {
    say("");
    say(
        "seed %d: %s (%d examples)",
        result.seed(), OutputLines.figures(result.measured()), result.measured().total());
    if (!result.epochs().isEmpty()) {
      EpochResult last = result.epochs().get(result.epochs().size() - 1);
      say(
          "trained in %.2f s%s; loss %.4f in the first epoch, %.4f in the last%s",
          timing.training(),
          timing.resumed()
              ? " since it was resumed"
              : format(
                  ", %.1f examples/s",
                  result.epochs().size() * result.trained() / Math.max(1e-3, timing.training())),
          result.epochs().get(0).loss(),
          last.loss(),
          result.chosen() == last.epoch() ? "" : "; epoch %d taken".formatted(result.chosen()));
    }
    say(
        "scored in %.2f s, %.1f examples/s",
        timing.scoring(), result.measured().total() / Math.max(1e-3, timing.scoring()));
    result.forgetting().ifPresent(measured -> say("%s", ForgettingLines.of(measured)));
    OutputLines.labels(run.labels(), result.measured()).forEach(line -> say("  %s", line));
  }

  /** What to say when all seeds are done. */
  public void end(RunResult result) {
    Path folder = run.folder().path();
    say("");
    String name =
        result.seeds().size() == 1
            ? "this run"
            : "this run (%d seeds)".formatted(result.seeds().size());
    comparison(name, result).forEach(line -> say("%s", line));
    say("");
    result.forgetting().ifPresent(this::sayForgetting);
    say("results: %s, and as a page %s", folder, folder.resolve(ReportFile.NAME));
    say("next: %s", next(result));
  }

  private ImmutableList<String> comparison(String name, RunResult result) {
    if (result.classAccuracy().isEmpty()) {
      return OutputLines.comparison(name, result);
    }
    TextTable table = new TextTable(0).add(List.of("", "accuracy", "", "macro F1"));
    table.add(row(name, result.seeds().stream().map(SeedResult::measured).toList()));
    result.baselines().forEach(row -> table.add(row(row.name(), row.measured())));
    return table.lines();
  }

  private void sayForgetting(ForgettingSummary measured) {
    ForgettingLines.of(measured).forEach(line -> say("%s", line));
    say("");
  }

  /** One row: the mean with the deviation over seeds, or the accuracy with its 95 % interval. */
  private static List<String> row(String name, List<Measured> evaluations) {
    Summary accuracy = RunResult.summary(evaluations, Metric.ACCURACY);
    Interval interval = ((Evaluation) evaluations.get(0)).accuracyInterval();
    String spread =
        evaluations.size() == 1
            ? format("%.1f to %.1f", 100 * interval.low(), 100 * interval.high())
            : format("sd %.2f", 100 * accuracy.deviation());
    return List.of(
        name,
        format("%.2f %%", 100 * accuracy.mean()),
        spread,
        format("%.2f %%", 100 * RunResult.summary(evaluations, Metric.MACRO_F1).mean()));
  }

  private String next(RunResult result) {
    if (result.seeds().get(0).trained() == 0) {
      return "--set training.epochs=10 --set data.train=FILE trains on a few examples";
    }
    return result.seeds().size() == 1
        ? "'cloze predict "
            + run.folder().path()
            + " --input FILE' labels new texts;"
            + " --set 'seeds=[13, 21, 42]' shows how much chance is in the number"
        : "'cloze predict " + run.folder().path() + " --input FILE' labels new texts";
  }

  @FormatMethod
  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  @FormatMethod
  private void say(String format, Object... arguments) {
    lines.accept(String.format(Locale.ROOT, format, arguments));
  }
}
