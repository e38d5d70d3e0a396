package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.LabelSet;
import dev.cloze.train.ClassMetrics;
import dev.cloze.train.Evaluation;
import dev.cloze.train.LabelsEvaluation;
import dev.cloze.train.Measured;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a run that depend on what it asks of a text. */
final class OutputLines {
  private OutputLines() {}

  /** The figures of a seed, with their names. */
  static String figures(Measured measured) {
    if (measured instanceof Evaluation one) {
      return "accuracy " + percent(one.accuracy());
    }
    List<String> figures = new ArrayList<>();
    measured
        .figures()
        .forEach((metric, value) -> figures.add(metric.title() + " " + shown(metric, value)));
    return String.join(", ", figures);
  }

  /** What is to be seen of each label; nothing where there is none. */
  static ImmutableList<String> labels(LabelSet labels, Measured measured) {
    if (measured instanceof Evaluation one) {
      return ConfusionTable.lines(labels, one);
    }
    return measured instanceof LabelsEvaluation several
        ? perLabel(labels, several)
        : ImmutableList.of();
  }

  private static ImmutableList<String> perLabel(LabelSet labels, LabelsEvaluation several) {
    TextTable table = new TextTable();
    table.add(List.of("label", "precision", "recall", "F1", "have it", "given"));
    for (ClassMetrics label : several.perLabel()) {
      table.add(
          List.of(
              labels.names().get(label.label()),
              label.predicted() == 0 ? "-" : percent(label.precision()),
              label.support() == 0 ? "-" : percent(label.recall()),
              percent(label.f1()),
              Integer.toString(label.support()),
              Integer.toString(label.predicted())));
    }
    return table.lines();
  }

  /** This run and its baselines, where the output is not one label: a column for each figure. */
  static ImmutableList<String> comparison(String name, RunResult result) {
    List<Measured> ours = result.seeds().stream().map(SeedResult::measured).toList();
    TextTable table = new TextTable(0);
    List<String> head = new ArrayList<>(List.of(""));
    ours.get(0).figures().keySet().forEach(metric -> head.add(metric.title()));
    table.add(head).add(row(name, ours));
    result.baselines().forEach(row -> table.add(row(row.name(), row.measured())));
    return table.lines();
  }

  private static List<String> row(String name, List<Measured> measured) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (Metric metric : measured.get(0).figures().keySet()) {
      Summary over = RunResult.summary(measured, metric);
      cells.add(
          shown(metric, over.mean())
              + (over.count() > 1 ? " (sd " + shown(metric, over.deviation()) + ")" : ""));
    }
    return cells;
  }

  /** A share in per cent, another figure with three decimals. */
  static String shown(Metric metric, double value) {
    return Double.isNaN(value)
        ? "-"
        : metric.isShare() ? percent(value) : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
