package dev.cloze.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Verify;
import com.google.common.collect.ImmutableList;
import com.google.common.math.Quantiles;
import dev.cloze.run.ExtraPredictions;
import dev.cloze.run.PredictionsFile;
import dev.cloze.task.Combination;
import dev.cloze.task.Prediction;
import dev.cloze.train.TrainingOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All methods at one place of the curve together, run by run with the same seeds. */
final class Ensembles {
  private final ImmutableList<Method> members;
  private final TrainingOptions.Metric metric;

  Ensembles(ImmutableList<Method> members, TrainingOptions.Metric metric) {
    this.members = members;
    this.metric = metric;
  }

  /** What an ensemble gave, run by run. */
  record Combined(ImmutableList<SweepRow.Figure> figures, ImmutableList<Answers> answers) {}

  /** The median of the members' figures on the test set, which an ensemble should beat. */
  ImmutableList<SweepRow.Figure> median() {
    return runs()
        .mapToObj(
            run ->
                figure(
                    run,
                    Quantiles.median()
                        .compute(at(run).stream().map(outcome -> outcome.test(metric)).toList())))
        .collect(toImmutableList());
  }

  Combined of(EnsembleKind kind) {
    ImmutableList<Answers> answers =
        runs().mapToObj(run -> combined(kind, at(run))).collect(toImmutableList());
    return new Combined(
        runs()
            .mapToObj(run -> figure(run, answers.get(run).value(metric)))
            .collect(toImmutableList()),
        answers);
  }

  private static Answers combined(EnsembleKind kind, List<Outcome> run) {
    ImmutableList<ImmutableList<PredictionsFile.Line>> said =
        lines(run, outcome -> PredictionsFile.read(outcome.folder()));
    return Answers.of(said.get(0), combination(kind, run).combine(predictions(said)));
  }

  private static Combination combination(EnsembleKind kind, List<Outcome> run) {
    return switch (kind) {
      case MEAN -> Combination.mean(run.size());
      case MAJORITY -> Combination.majority(run.size());
      case ACCURACY -> {
        ImmutableList<ImmutableList<PredictionsFile.Line>> said =
            lines(run, outcome -> ExtraPredictions.TRAIN_BEFORE.read(outcome.folder()));
        yield Combination.byAccuracy(predictions(said), Answers.right(said.get(0)).asList());
      }
      case LEARNT -> {
        ImmutableList<ImmutableList<PredictionsFile.Line>> said =
            lines(run, outcome -> ExtraPredictions.DEV.read(outcome.folder()));
        yield Combination.learnt(predictions(said), Answers.right(said.get(0)).asList());
      }
    };
  }

  /** What each member said, of the same examples: they have the same data and seeds. */
  private static ImmutableList<ImmutableList<PredictionsFile.Line>> lines(
      List<Outcome> run, Function<Outcome, ImmutableList<PredictionsFile.Line>> read) {
    ImmutableList<ImmutableList<PredictionsFile.Line>> said =
        run.stream().map(read).collect(toImmutableList());
    Answers first = Answers.of(said.get(0));
    said.forEach(
        lines -> Verify.verify(Answers.of(lines).isOfTheSame(first), "rows of other examples"));
    return said;
  }

  private static ImmutableList<ImmutableList<Prediction>> predictions(
      List<ImmutableList<PredictionsFile.Line>> said) {
    return said.stream()
        .map(
            lines ->
                lines.stream().map(PredictionsFile.Line::prediction).collect(toImmutableList()))
        .collect(toImmutableList());
  }

  private IntStream runs() {
    return IntStream.range(0, members.get(0).outcomes().size());
  }

  private List<Outcome> at(int run) {
    return members.stream().map(member -> member.outcomes().get(run)).toList();
  }

  private SweepRow.Figure figure(int run, double test) {
    Outcome one = members.get(0).outcomes().get(run);
    return new SweepRow.Figure(one.cell().dataSeed(), one.seed(), "", Optional.empty(), test);
  }
}
