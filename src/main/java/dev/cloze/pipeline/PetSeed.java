package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleStream;
import dev.cloze.data.LabelSet;
import dev.cloze.run.ExtraPredictions;
import dev.cloze.run.PredictionsFile;
import dev.cloze.run.Run;
import dev.cloze.run.RunCheck;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunFolder;
import dev.cloze.run.RunResult;
import dev.cloze.run.SeedResult;
import dev.cloze.task.Combination;
import dev.cloze.task.Prediction;
import dev.cloze.train.Evaluation;
import dev.cloze.train.TrainingOptions.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One seed of PET (Schick and Schütze 2021, section 3) or iPET (section 3.4): members are trained,
 * label the unlabelled texts together, the next generation is trained on more of them, and at the
 * end a classifier is distilled from what the last ensemble says. What stands in the folder is not
 * done again.
 */
final class PetSeed {
  private static final String STAGES = "stages.json";

  private final PetFolder folder;
  private final PetPlan plan;
  private final PetPlan.SeedPlan seed;
  private final LabelSet labels;
  private final Metric metric;
  private final Progress progress;
  private final Pet.Listener listener;
  private final Stages stages;
  private final List<String> notes = new ArrayList<>();

  PetSeed(
      PetFolder folder,
      PetPlan plan,
      PetPlan.SeedPlan seed,
      LabelSet labels,
      Progress progress,
      Pet.Listener listener) {
    this.folder = folder;
    this.plan = plan;
    this.seed = seed;
    this.labels = labels;
    this.metric = plan.first().training().metric();
    this.progress = progress;
    this.listener = listener;
    this.stages = new Stages(folder.seed(seed.seed()).resolve(STAGES));
  }

  PetResult.Seed run() {
    List<PetResult.Generation> generations = new ArrayList<>();
    for (int generation = 1; generation <= plan.options().generations(); generation++) {
      if (generation > 1 && !grow(generation)) {
        break;
      }
      generations.add(generation(generation));
      if (generation < plan.options().generations() || seed.distil().isPresent()) {
        annotate(generation);
      }
    }
    Optional<Double> distilled =
        seed.distil().isPresent() && hasAllLabels(generations.size())
            ? Optional.of(distil(generations.size()))
            : Optional.empty();
    return new PetResult.Seed(
        seed.seed(),
        baselines(),
        ImmutableList.copyOf(generations),
        distilled,
        ImmutableList.copyOf(notes),
        stages.all());
  }

  /**
   * Trains each member by itself (section 3.1), and puts what they say of the test set together.
   */
  private PetResult.Generation generation(int generation) {
    List<SeedResult> results = new ArrayList<>();
    for (PetPlan.Member member : seed.members()) {
      results.add(trained(generation, member));
    }
    Combination weights = weights(generation);
    List<ImmutableList<PredictionsFile.Line>> said =
        seed.members().stream()
            .map(member -> PredictionsFile.read(seedFolder(generation, member)))
            .toList();
    double ensemble = figure(said.get(0), weights.combine(predictions(said)));
    listener.ensemble(seed.seed(), generation, ensemble);
    return new PetResult.Generation(
        IntStream.range(0, results.size())
            .mapToObj(
                i ->
                    new PetResult.Member(
                        seed.members().get(i).pattern(),
                        seed.members().get(i).repetition(),
                        weights.weights().get(i),
                        figure(results.get(i))))
            .collect(toImmutableList()),
        ensemble);
  }

  private SeedResult trained(int generation, PetPlan.Member member) {
    Path own = folder.member(seed.seed(), generation, member.name());
    String name = "generation %d: %s".formatted(generation, member.name());
    if (!RunFolder.isDone(own)) {
      ImmutableSet<ExtraPredictions> more =
          plan.weights() == PetOptions.Weights.ACCURACY
              ? ImmutableSet.of(ExtraPredictions.TRAIN_BEFORE)
              : ImmutableSet.of();
      stages.time(
          name,
          () ->
              Run.in(own, file(generation, member), command(member.name()))
                  .execute(more, progress, Run.Listener.SILENT));
    }
    SeedResult result = RunFolder.open(own).result().orElseThrow().seeds().get(0);
    listener.trained(seed.seed(), name, figure(result));
    return result;
  }

  /** A member starts again from the pretrained model, with more examples. */
  private RunFile file(int generation, PetPlan.Member member) {
    if (generation == 1) {
      return member.file();
    }
    return RunFile.read(
        folder.runFile(seed.seed(), member.name()),
        List.of(
            "training.epochs=" + member.epochs(),
            softLabels(folder.trainingSet(seed.seed(), generation, member.name()))));
  }

  private static String softLabels(Path path) {
    return "data.soft_labels='"
        + path.toAbsolutePath().normalize().toString().replace("'", "''")
        + "'";
  }

  private String command(String name) {
    return "cloze run " + folder.runFile(seed.seed(), name);
  }

  private Combination weights(int generation) {
    return MemberWeights.of(plan.weights(), plan.options().combine(), folders(generation));
  }

  private ImmutableMap<String, Path> folders(int generation) {
    return byMember(member -> folder.member(seed.seed(), generation, member));
  }

  private ImmutableMap<String, Path> byMember(Function<String, Path> path) {
    return seed.members().stream()
        .collect(ImmutableMap.toImmutableMap(PetPlan.Member::name, m -> path.apply(m.name())));
  }

  private Path seedFolder(int generation, PetPlan.Member member) {
    return RunFolder.open(folder.member(seed.seed(), generation, member.name()))
        .seed(member.file().allSeeds().get(0));
  }

  /** The members of a generation label the unlabelled texts (section 3.3). */
  private void annotate(int generation) {
    Path file = folder.softLabels(seed.seed(), generation);
    if (!Files.exists(file)) {
      stages.time(
          "generation %d: soft labels".formatted(generation), () -> write(generation, file));
    }
    for (String warning : Annotation.of(file, labels).warnings()) {
      note("generation %d: %s".formatted(generation, warning));
    }
  }

  private void write(int generation, Path file) {
    try (TrainedEnsemble trained = TrainedEnsemble.open(folders(generation), weights(generation));
        ExampleStream texts = plan.first().data().openUnlabelled().orElseThrow()) {
      new Annotator(trained, source(generation), true).write(texts, file, progress);
    }
  }

  private String source(int generation) {
    return "PET, seed %d, generation %d: %d members, weights %s"
        .formatted(
            seed.seed(),
            generation,
            seed.members().size(),
            Ascii.toLowerCase(plan.weights().name()));
  }

  /** Draws the training sets of a generation; says why where there cannot be one. */
  private boolean grow(int generation) {
    List<Optional<String>> lacking = new ArrayList<>();
    ImmutableMap<String, Path> files =
        byMember(name -> folder.trainingSet(seed.seed(), generation, name));
    if (!files.values().stream().allMatch(Files::exists)) {
      stages.time(
          "generation %d: training sets".formatted(generation),
          () -> lacking.add(next(generation).write(softLabelsOf(generation - 1), files)));
    }
    lacking.stream().flatMap(Optional::stream).forEach(this::note);
    return lacking.stream().allMatch(Optional::isEmpty);
  }

  private Path softLabelsOf(int generation) {
    return folder.softLabels(seed.seed(), generation);
  }

  private NextGeneration next(int generation) {
    return new NextGeneration(
        plan.options(),
        generation,
        seed.members().stream().map(PetPlan.Member::name).collect(toImmutableList()),
        weights(generation - 1),
        RunCheck.of(seed.members().get(0).file()).labelled(),
        labels,
        Seeds.of(seed.seed()));
  }

  /** Nothing learns a label that no text has. */
  private boolean hasAllLabels(int generation) {
    ImmutableList<String> lacking = Annotation.of(softLabelsOf(generation), labels).lacking();
    if (!lacking.isEmpty()) {
      note(
          "nothing is distilled: no text is labelled '%s' by all members together; more texts or"
                  .formatted(String.join("' or '", lacking))
              + " other patterns may mend it");
    }
    return lacking.isEmpty();
  }

  /** Trains a classifier on what the last ensemble said (section 3.3). */
  private double distil(int generation) {
    Path own = folder.distilled(seed.seed());
    if (!RunFolder.isDone(own)) {
      RunFile file = distilledFile(generation);
      stages.time(
          "distilled",
          () ->
              Run.in(own, file, command("distilled"))
                  .execute(ImmutableSet.of(), progress, Run.Listener.SILENT));
    }
    double figure = figure(RunFolder.open(own).result().orElseThrow().seeds().get(0));
    listener.trained(seed.seed(), "distilled", figure);
    return figure;
  }

  private RunFile distilledFile(int generation) {
    RunFile planned = seed.distil().orElseThrow();
    int epochs =
        plan.countsEpochs()
            ? Distillation.epochs(
                Annotation.of(softLabelsOf(generation), labels).texts(), planned.training())
            : planned.training().epochs();
    return RunFile.read(
        folder.distilledFile(seed.seed()),
        List.of("training.epochs=" + epochs, softLabels(softLabelsOf(generation))));
  }

  private ImmutableMap<String, Double> baselines() {
    RunResult first =
        RunFolder.open(folder.member(seed.seed(), 1, seed.members().get(0).name()))
            .result()
            .orElseThrow();
    return first.baselines().stream()
        .collect(
            ImmutableMap.toImmutableMap(
                row -> row.name(), row -> row.measured().get(0).figures().get(metric)));
  }

  private void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
      listener.note(seed.seed(), sentence);
    }
  }

  private double figure(SeedResult result) {
    return result.measured().figures().get(metric);
  }

  private double figure(List<PredictionsFile.Line> lines, List<Prediction> predictions) {
    List<Example> right =
        lines.stream().map(line -> Example.of("").withLabel(line.right())).toList();
    return Evaluation.of(right, predictions, labels.size()).figures().get(metric);
  }

  private static List<ImmutableList<Prediction>> predictions(
      List<ImmutableList<PredictionsFile.Line>> said) {
    return said.stream()
        .map(
            lines ->
                lines.stream().map(PredictionsFile.Line::prediction).collect(toImmutableList()))
        .toList();
  }
}
