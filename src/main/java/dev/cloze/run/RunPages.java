package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.OptionsWriter;
import dev.cloze.pretrain.Objective;
import dev.cloze.report.Comparison;
import dev.cloze.report.EpochPoint;
import dev.cloze.report.Fact;
import dev.cloze.report.ForgettingPage;
import dev.cloze.report.MaskedFigures;
import dev.cloze.report.Mistake;
import dev.cloze.report.ReportFile;
import dev.cloze.report.RunPage;
import dev.cloze.report.SeedPage;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Measured;
import dev.cloze.train.Schedule;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions.Metric;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Makes the page of a run from its folder. */
final class RunPages {
  private final Run run;
  private final RunResult result;
  private final Provenance provenance;

  RunPages(Run run, RunResult result) {
    this.run = run;
    this.result = result;
    this.provenance = run.folder().provenance();
  }

  /** Writes {@code report.html} and returns its path. */
  Path write() {
    Path file = run.folder().file(ReportFile.NAME);
    return run.output()
        .match(
            () -> ReportFile.write(file, page()),
            several -> ReportFile.write(file, new OutputPages(run, result, this).page()),
            range -> ReportFile.write(file, new OutputPages(run, result, this).page()));
  }

  private RunPage page() {
    return new RunPage(
        title(),
        Instant.now(),
        what(),
        summary(),
        comparison(),
        result.seeds().stream().map(this::seed).collect(ImmutableList.toImmutableList()),
        run.labels(),
        result.forgetting().map(this::forgetting),
        run.warnings(),
        provenance());
  }

  dev.cloze.report.Provenance provenance() {
    return new dev.cloze.report.Provenance(facts(), provenance.command());
  }

  String title() {
    return String.valueOf(run.folder().path().toAbsolutePath().normalize().getFileName());
  }

  private String what() {
    SeedResult first = result.seeds().get(0);
    String model = String.valueOf(run.file().model().folder().getFileName());
    return first.trained() == 0
        ? "%s scored %d texts in %d classes without training."
            .formatted(model, first.evaluation().total(), run.labels().size())
        : "%s learnt from %d texts and scored %d in %d classes."
            .formatted(model, first.trained(), first.evaluation().total(), run.labels().size());
  }

  ImmutableList<Fact> summary() {
    RunData.Split split = run.data().of(run.file().allSeeds().get(0));
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    facts.add(Fact.of("training texts", Integer.toString(split.taught().size())));
    if (!split.soft().isEmpty()) {
      facts.add(Fact.of("with soft labels", Integer.toString(split.soft().size())));
    }
    if (!split.dev().isEmpty()) {
      facts.add(Fact.of("texts to choose by", Integer.toString(split.dev().size())));
    }
    facts.add(Fact.of("test texts", Integer.toString(split.test().size())));
    facts.add(Fact.literal("template", provenance.template()));
    return facts.build();
  }

  private ImmutableList<Comparison> comparison() {
    ImmutableList.Builder<Comparison> rows = ImmutableList.builder();
    rows.add(
        row(
            "this run",
            run.file().verbalizer().learnsFrom(),
            result.seeds().stream().map(SeedResult::measured).toList(),
            true));
    result.baselines().forEach(row -> rows.add(row(row.name(), row.what(), row.measured(), false)));
    return rows.build();
  }

  private static Comparison row(
      String name, String what, List<? extends Measured> evaluations, boolean ours) {
    Summary accuracy = RunResult.summary(evaluations, Metric.ACCURACY);
    boolean one = evaluations.size() == 1;
    return new Comparison(
        name,
        what,
        accuracy.mean(),
        one ? Optional.of(((Evaluation) evaluations.get(0)).accuracyInterval()) : Optional.empty(),
        RunResult.summary(evaluations, Metric.MACRO_F1).mean(),
        one ? OptionalDouble.empty() : OptionalDouble.of(accuracy.deviation()),
        ours);
  }

  private ForgettingPage forgetting(ForgettingSummary measured) {
    ImmutableList<Path> files = run.file().forgetting().orElseThrow().corpus().files();
    String name = String.valueOf(files.get(0).getFileName());
    return new ForgettingPage(
        files.size() == 1 ? name : name + " and %d more".formatted(files.size() - 1),
        measured.before().targets(),
        figures(measured.before()),
        result.seeds().stream()
            .flatMap(seed -> seed.forgetting().orElseThrow().after().stream())
            .map(RunPages::figures)
            .collect(ImmutableList.toImmutableList()));
  }

  private static MaskedFigures figures(Objective.Score score) {
    return new MaskedFigures(score.loss(), score.accuracy());
  }

  private SeedPage seed(SeedResult seed) {
    Path folder = run.folder().seed(seed.seed());
    Timing timing = WholeFile.readJson(folder.resolve(SeedRun.TIMING), Timing.class);
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    if (!seed.epochs().isEmpty()) {
      facts.add(
          Fact.of("weights of epoch", seed.chosen() + " of " + seed.epochs().size()),
          Fact.of("training", seconds(timing.training()) + (timing.resumed() ? ", resumed" : "")));
    }
    facts.add(Fact.of("scoring", seconds(timing.scoring())));
    return new SeedPage(
        seed.seed(), curve(seed), seed.evaluation(), mistakes(folder), facts.build());
  }

  ImmutableList<EpochPoint> curve(SeedResult seed) {
    long steps =
        seed.epochs().isEmpty() ? 0 : seed.epochs().get(0).step() * run.file().training().epochs();
    Schedule schedule =
        Schedule.of(run.file().training().schedule(), run.file().training().warmup(), steps);
    return seed.epochs().stream()
        .map(epoch -> point(epoch, schedule))
        .collect(ImmutableList.toImmutableList());
  }

  private EpochPoint point(EpochResult epoch, Schedule schedule) {
    return new EpochPoint(
        epoch.epoch(),
        epoch.loss(),
        epoch.dev().map(dev -> OptionalDouble.of(dev.loss())).orElse(OptionalDouble.empty()),
        epoch
            .dev()
            .map(dev -> OptionalDouble.of(dev.figures().values().asList().get(0)))
            .orElse(OptionalDouble.empty()),
        OptionalDouble.of(
            run.file().training().learningRate() * schedule.factor(epoch.step() - 1)));
  }

  private static ImmutableList<Mistake> mistakes(Path folder) {
    return PredictionsFile.read(folder).stream()
        .filter(line -> line.label().filter(right -> !right.equals(line.predicted())).isPresent())
        .map(
            line ->
                new Mistake(
                    line.id(),
                    line.fields(),
                    line.label().orElseThrow(),
                    line.predicted(),
                    line.probabilities().get(line.predicted()),
                    line.probabilities().get(line.label().orElseThrow())))
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<Fact> facts() {
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    facts.add(Fact.of("begun", provenance.started()));
    facts.add(Fact.of("Cloze", provenance.cloze()));
    facts.add(
        Fact.of(
            "seeds",
            provenance.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))));
    facts.add(Fact.literal("model", provenance.model()));
    facts.add(Fact.literal("model's fingerprint", provenance.modelFingerprint()));
    provenance.data().forEach((path, hash) -> facts.add(Fact.literal(path, "SHA-256 " + hash)));
    provenance
        .labelWords()
        .forEach(
            (label, words) -> facts.add(Fact.of("words of " + label, String.join(", ", words))));
    facts.add(Fact.literal("settings", OptionsWriter.write(run.file())));
    provenance.machine().forEach((name, value) -> facts.add(Fact.of(name, value)));
    return facts.build();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
