package dev.cloze.run;

import com.google.errorprone.annotations.FormatMethod;
import dev.cloze.plm.ModelShape;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tokenize.TruncationStatistics;
import dev.cloze.train.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Says in lines how a run goes and what came out. */
public final class RunReport implements Run.Listener {
  private static final double MILLISECONDS = 1e3;

  private final RunFile file;
  private final Run run;
  private final Consumer<String> lines;

  /** A report of {@code run}. */
  public RunReport(RunFile file, Run run, Consumer<String> lines) {
    this.file = file;
    this.run = run;
    this.lines = lines;
  }

  @Override
  public void loaded(ModelShape shape, NumberFormat format, TruncationStatistics truncation) {
    say(
        "model     %s (%s, %d layers of %d, %s)",
        file.model().path(),
        shape.modelType(),
        shape.layers(),
        shape.hidden(),
        format.name().toLowerCase(Locale.ROOT));
    say("template  %s", run.template().text());
    say("labels    %s", String.join(", ", run.labels().names()));
    say(
        "data      %s, %d to score; %s",
        run.trainCount() == 0 ? "none to train on (zero-shot)" : run.trainCount() + " to train on",
        run.testCount(),
        truncation);
  }

  @Override
  public void finished(SeedResult result) {
    say("");
    say(
        "seed %d: accuracy %.2f %% (%d examples)",
        result.seed(), 100 * result.evaluation().accuracy(), result.evaluation().total());
    if (!result.losses().isEmpty()) {
      say(
          "trained in %s, %s; loss %.4f in the first epoch, %.4f in the last",
          seconds(result.training()),
          rate(run.trainCount() * result.losses().size(), result.training()),
          result.losses().get(0),
          result.losses().get(result.losses().size() - 1));
    }
    say("scored in %s, %s", seconds(result.scoring()), rate(run.testCount(), result.scoring()));
    ConfusionTable.lines(run.labels(), result.evaluation()).forEach(line -> say("  %s", line));
    say("predictions: %s", result.predictions());
  }

  /** What to say when all seeds are done. */
  public void end(List<SeedResult> results) {
    say("");
    if (results.size() > 1) {
      Summary accuracy =
          Summary.of(
              results.stream().mapToDouble(result -> result.evaluation().accuracy()).toArray());
      say(
          "accuracy of %d seeds: mean %.2f %%, standard deviation %.2f",
          accuracy.count(), 100 * accuracy.mean(), 100 * accuracy.deviation());
    }
    say("next: %s", next());
  }

  private String next() {
    if (run.trainCount() == 0) {
      return "--set training.epochs=10 --set data.train=FILE trains on a few examples";
    }
    return file.allSeeds().size() == 1
        ? "--set 'seeds=[13, 21, 42]' shows how much chance is in the number"
        : "--set training.epochs=0 shows what the model knows without training";
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / MILLISECONDS);
  }

  private static String rate(int examples, Duration duration) {
    return String.format(
        Locale.ROOT, "%.1f examples/s", examples * MILLISECONDS / Math.max(1, duration.toMillis()));
  }

  @FormatMethod
  private void say(String format, Object... arguments) {
    lines.accept(String.format(Locale.ROOT, format, arguments));
  }
}
