package dev.cloze.run;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import dev.cloze.report.LabelRow;
import dev.cloze.report.NumberPair;
import dev.cloze.report.OutputPage;
import dev.cloze.report.OutputRow;
import dev.cloze.report.SeedCurve;
import dev.cloze.report.WrongAnswer;
import dev.cloze.train.ClassMetrics;
import dev.cloze.train.LabelsEvaluation;
import dev.cloze.train.Measured;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions.Metric;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** What the page of a run shows whose output is several labels or a number. */
final class OutputPages {
  private static final String NONE = "no label";

  private final Run run;
  private final RunResult result;
  private final RunPages common;
  private final ImmutableList<Metric> metrics;

  OutputPages(Run run, RunResult result, RunPages common) {
    this.run = run;
    this.result = result;
    this.common = common;
    this.metrics = Metric.of(run.output());
  }

  OutputPage page() {
    return new OutputPage(
        common.title(),
        Instant.now(),
        what(),
        common.summary(),
        metrics,
        comparison(),
        result.seeds().stream()
            .map(seed -> new SeedCurve(seed.seed(), common.curve(seed)))
            .collect(toImmutableList()),
        run.output().match(ImmutableList::of, several -> labels(), range -> ImmutableList.of()),
        run.output().match(ImmutableList::of, several -> ImmutableList.of(), range -> numbers()),
        run.output().match(ImmutableList::of, several -> wrongSets(), range -> farNumbers()),
        run.warnings(),
        common.provenance());
  }

  private String what() {
    SeedResult first = result.seeds().get(0);
    String model = String.valueOf(run.file().model().folder().getFileName());
    String asked =
        run.output()
            .match(
                () -> "",
                several -> "as many of %d labels as fit".formatted(run.labels().size()),
                range ->
                    "a number from %s, from %s to %s"
                        .formatted(
                            range.shown(),
                            run.labels().names().get(0),
                            run.labels().names().get(1)));
    return first.trained() == 0
        ? "%s gave %d texts %s without training.".formatted(model, first.measured().total(), asked)
        : "%s learnt from %d texts and gave %d others %s."
            .formatted(model, first.trained(), first.measured().total(), asked);
  }

  private ImmutableList<OutputRow> comparison() {
    ImmutableList.Builder<OutputRow> rows = ImmutableList.builder();
    List<Measured> ours = result.seeds().stream().map(SeedResult::measured).toList();
    rows.add(new OutputRow("this run", run.file().verbalizer().learnsFrom(), figures(ours), true));
    result
        .baselines()
        .forEach(
            row -> rows.add(new OutputRow(row.name(), row.what(), figures(row.measured()), false)));
    return rows.build();
  }

  private ImmutableMap<Metric, Summary> figures(List<Measured> measured) {
    return metrics.stream()
        .collect(
            ImmutableMap.toImmutableMap(
                metric -> metric, metric -> RunResult.summary(measured, metric)));
  }

  private ImmutableList<LabelRow> labels() {
    return IntStream.range(0, run.labels().size())
        .mapToObj(label -> new LabelRow(run.labels().names().get(label), together(label)))
        .collect(toImmutableList());
  }

  /** The counts of a label over all seeds. */
  private ClassMetrics together(int label) {
    List<ClassMetrics> all =
        result.seeds().stream()
            .map(seed -> ((LabelsEvaluation) seed.measured()).perLabel().get(label))
            .toList();
    return new ClassMetrics(
        label,
        all.stream().mapToInt(ClassMetrics::found).sum(),
        all.stream().mapToInt(ClassMetrics::support).sum(),
        all.stream().mapToInt(ClassMetrics::predicted).sum());
  }

  private <T extends Record> List<T> lines(Class<T> type) {
    return result.seeds().stream()
        .map(seed -> run.folder().seed(seed.seed()))
        .flatMap((Path folder) -> PredictionsFile.read(folder, type).stream())
        .toList();
  }

  private ImmutableList<NumberPair> numbers() {
    return lines(PredictionsFile.NumberLine.class).stream()
        .map(line -> new NumberPair(line.number().orElseThrow(), line.predicted()))
        .collect(toImmutableList());
  }

  private ImmutableList<WrongAnswer> farNumbers() {
    return lines(PredictionsFile.NumberLine.class).stream()
        .sorted(
            Comparator.comparingDouble(
                line -> -Math.abs(line.number().orElseThrow() - line.predicted())))
        .map(
            line ->
                new WrongAnswer(
                    line.id(),
                    line.fields(),
                    shown(line.number().orElseThrow()),
                    shown(line.predicted())))
        .collect(toImmutableList());
  }

  private static String shown(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }

  private ImmutableList<WrongAnswer> wrongSets() {
    return lines(PredictionsFile.SeveralLine.class).stream()
        .filter(line -> differences(line) > 0)
        .sorted(Comparator.comparingInt(line -> -differences(line)))
        .map(
            line ->
                new WrongAnswer(
                    line.id(),
                    line.fields(),
                    shown(line.labels().orElseThrow()),
                    shown(line.predicted())))
        .collect(toImmutableList());
  }

  /** How many labels are missing or too many. */
  private static int differences(PredictionsFile.SeveralLine line) {
    return Sets.symmetricDifference(
            Set.copyOf(line.labels().orElseThrow()), Set.copyOf(line.predicted()))
        .size();
  }

  private static String shown(List<String> labels) {
    return labels.isEmpty() ? NONE : String.join(", ", labels);
  }
}
