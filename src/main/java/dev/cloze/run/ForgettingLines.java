package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.FormatMethod;
import dev.cloze.pretrain.Objective;
import dev.cloze.train.Summary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What tuning made the model forget, in lines. */
final class ForgettingLines {
  private ForgettingLines() {}

  /** Of one seed. */
  static String of(Forgetting measured) {
    Objective.Score before = measured.before();
    String untuned =
        format("running text: loss %.4f, top-1 %s", before.loss(), percent(before.accuracy()));
    return measured
        .after()
        .map(
            after ->
                format(
                    "%s before tuning; %.4f and %s after",
                    untuned, after.loss(), percent(after.accuracy())))
        .orElse(untuned + "; the model's weights did not move");
  }

  /** Of all seeds: a table, or a sentence where only a prompt was tuned. */
  static ImmutableList<String> of(ForgettingSummary measured) {
    Objective.Score before = measured.before();
    if (measured.after().isEmpty()) {
      return ImmutableList.of(of(new Forgetting(before, Optional.empty())));
    }
    Summary loss = measured.after().get().loss();
    Summary accuracy = measured.after().get().accuracy();
    return new TextTable(0)
        .add(
            List.of(
                format("%,d hidden tokens of running text", before.targets()),
                "loss, nats",
                "",
                "top-1"))
        .add(
            List.of("before tuning", format("%.4f", before.loss()), "", percent(before.accuracy())))
        .add(
            List.of(
                "after tuning",
                format("%.4f", loss.mean()),
                loss.count() == 1 ? "" : format("sd %.4f", loss.deviation()),
                percent(accuracy.mean())))
        .add(
            List.of(
                "difference",
                format("%+.4f", loss.mean() - before.loss()),
                "",
                format("%+.2f points", 100 * (accuracy.mean() - before.accuracy()))))
        .lines();
  }

  private static String percent(double share) {
    return format("%.2f %%", 100 * share);
  }

  @FormatMethod
  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
