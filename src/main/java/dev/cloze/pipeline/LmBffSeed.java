package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.Progress;
import dev.cloze.run.Run;
import dev.cloze.run.RunCheck;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunFolder;
import dev.cloze.run.RunResult;
import dev.cloze.run.SeedResult;
import dev.cloze.run.WholeFile;
import dev.cloze.run.WordSearch;
import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingOptions.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One seed of LM-BFF (Gao, Fisch and Chen 2021): combinations of label words are found, each is
 * trained with and the best on the dev set is taken (section 5.1), then batch size and learning
 * rate are chosen on the dev set (section 3). What stands in the folder is not done again.
 */
final class LmBffSeed {
  private static final String STAGES = "stages.json";
  private static final String WORDS = "words";
  private static final String GRID = "grid";
  private static final String FINDING = "finding label words";

  private final LmBffFolder folder;
  private final LmBffPlan plan;
  private final LmBffPlan.SeedPlan seed;
  private final Metric metric;
  private final Progress progress;
  private final LmBff.Listener listener;
  private final Stages stages;
  private final List<String> notes = new ArrayList<>();

  LmBffSeed(
      LmBffFolder folder,
      LmBffPlan plan,
      LmBffPlan.SeedPlan seed,
      Progress progress,
      LmBff.Listener listener) {
    this.folder = folder;
    this.plan = plan;
    this.seed = seed;
    this.metric = plan.first().training().metric();
    this.progress = progress;
    this.listener = listener;
    this.stages = new Stages(folder.run(seed.seed(), STAGES));
  }

  /** A training that is done. */
  private record Done(String name, SeedResult result) {
    EpochResult.Dev dev() {
      return result.dev().orElseThrow();
    }
  }

  LmBffResult.Seed run() {
    Path file = folder.result(seed.seed());
    if (!Files.exists(file)) {
      WholeFile.writeJson(file, choose());
    }
    LmBffResult.Seed result = WholeFile.readJson(file, LmBffResult.Seed.class);
    result.notes().forEach(note -> listener.note(seed.seed(), note));
    listener.chosen(result);
    return result;
  }

  private LmBffResult.Seed choose() {
    ImmutableList<CandidateWords.Candidate> candidates = candidates();
    List<Done> byWords = rank(candidates);
    Optional<Integer> best = byWords.isEmpty() ? Optional.empty() : Optional.of(best(byWords));
    List<Done> byPoint = tune(best, best.map(candidates::get));
    int tuned = best(byPoint);
    noteDev(byPoint.get(tuned).result().trained());
    notes.addAll(Run.resume(folder.run(seed.seed(), byPoint.get(tuned).name())).warnings());
    return new LmBffResult.Seed(
        seed.seed(),
        baselines((byWords.isEmpty() ? byPoint : byWords).get(0)),
        IntStream.range(0, byWords.size())
            .mapToObj(
                i ->
                    new LmBffResult.Words(
                        candidates.get(i).words(),
                        candidates.get(i).score(),
                        reached(byWords.get(i))))
            .collect(toImmutableList()),
        best.map(number -> number + 1),
        IntStream.range(0, byPoint.size())
            .mapToObj(
                i ->
                    new LmBffResult.Point(
                        plan.grid().get(i).batchSize(),
                        plan.grid().get(i).learningRate(),
                        reached(byPoint.get(i))))
            .collect(toImmutableList()),
        tuned + 1,
        byPoint.get(tuned).name(),
        ImmutableList.copyOf(notes),
        stages());
  }

  private int best(List<Done> done) {
    return OnDev.best(done.stream().map(Done::dev).toList(), metric);
  }

  private LmBffResult.Reached reached(Done done) {
    return new LmBffResult.Reached(
        done.dev().value(metric),
        done.dev().loss(),
        done.result().measured().figures().get(metric));
  }

  /** The combinations of words to be trained with, the best without training first. */
  private ImmutableList<CandidateWords.Candidate> candidates() {
    int wanted = plan.options().candidates();
    if (wanted == 0) {
      return ImmutableList.of();
    }
    Path file = folder.candidates(seed.seed());
    if (!Files.exists(file)) {
      stages.time(
          FINDING, () -> WholeFile.writeJson(file, CandidateWords.of(WordSearch.of(seed.file()))));
    }
    ImmutableList<CandidateWords.Candidate> found =
        WholeFile.readJson(file, CandidateWords.class).candidates();
    listener.found(seed.seed(), found.size());
    if (found.size() < wanted) {
      notes.add(
          "%d combinations of words were found, of which %d were to be trained with"
              .formatted(found.size(), wanted));
    }
    return found.subList(0, Math.min(wanted, found.size()));
  }

  private List<Done> rank(List<CandidateWords.Candidate> candidates) {
    List<Done> done = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      CandidateWords.Candidate words = candidates.get(i);
      boolean first = i == 0;
      String name = WORDS + "/" + (i + 1);
      Done one = trained(name, () -> runs().file(Optional.of(words), Optional.empty(), first));
      listener.words(seed.seed(), i + 1, candidates.size(), words.describe(), reached(one));
      done.add(one);
    }
    return done;
  }

  /**
   * Trains at each place of the grid; where that is as the words were ranked, that training stands.
   */
  private List<Done> tune(Optional<Integer> number, Optional<CandidateWords.Candidate> words) {
    List<Done> done = new ArrayList<>();
    for (GridPoint point : plan.grid()) {
      boolean isRanked = number.isPresent() && point.equals(GridPoint.of(seed.file().training()));
      String name = isRanked ? WORDS + "/" + (number.get() + 1) : GRID + "/" + point.name();
      boolean first = number.isEmpty() && done.isEmpty();
      Done one = trained(name, () -> runs().file(words, Optional.of(point), first));
      listener.point(seed.seed(), point.describe(), reached(one));
      done.add(one);
    }
    return done;
  }

  private LmBffRuns runs() {
    return LmBffRuns.of(folder.runFile(seed.seed()));
  }

  private Done trained(String name, Supplier<RunFile> file) {
    Path own = folder.run(seed.seed(), name);
    if (!RunFolder.isDone(own)) {
      stages.time(
          name,
          () ->
              Run.in(own, file.get(), "cloze run " + own.resolve("run.yaml"))
                  .execute(ImmutableSet.of(), progress, Run.Listener.SILENT));
    }
    return new Done(name, RunFolder.open(own).result().orElseThrow().seeds().get(0));
  }

  private ImmutableMap<String, Double> baselines(Done first) {
    RunResult measured =
        RunFolder.open(folder.run(seed.seed(), first.name())).result().orElseThrow();
    return measured.baselines().stream()
        .collect(
            ImmutableMap.toImmutableMap(
                row -> row.name(), row -> row.measured().get(0).figures().get(metric)));
  }

  /** The trainings of a stage as one. */
  private ImmutableList<Stage> stages() {
    List<Stage> all = new ArrayList<>();
    stages.all().stream().filter(stage -> stage.name().equals(FINDING)).forEach(all::add);
    together(WORDS, "training with each combination of words").ifPresent(all::add);
    together(GRID, "training at each place of the grid").ifPresent(all::add);
    return ImmutableList.copyOf(all);
  }

  private Optional<Stage> together(String part, String name) {
    List<Stage> own =
        stages.all().stream().filter(stage -> stage.name().startsWith(part + "/")).toList();
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Stage(
                name,
                own.stream().mapToDouble(Stage::seconds).sum(),
                own.stream().mapToLong(Stage::peakMegabytes).max().orElseThrow()));
  }

  private void noteDev(int trained) {
    int dev = RunCheck.of(seed.file()).dev();
    if (dev > trained) {
      notes.add(
          "the dev set has %d examples and the training set %d: to choose by more than is trained on"
                  .formatted(dev, trained)
              + " is no few-shot setting");
    }
  }
}
