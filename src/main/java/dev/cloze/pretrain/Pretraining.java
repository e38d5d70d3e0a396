package dev.cloze.pretrain;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.nn.Parameter;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Optimizer;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.train.NamedTensor;
import dev.cloze.train.Optimization;
import dev.cloze.train.ParameterGroup;
import dev.cloze.train.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The loop of a pretraining. What a step does follows from the seed, its number and the numbers
 * that it starts from, so that a training that was killed ends as an unbroken one.
 */
final class Pretraining implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double EPSILON = 1e-6;
  private static final int ROWS_MEASURED_AT_ONCE = 32;

  private final PretrainFile file;
  private final PretrainFolder folder;
  private final LanguageModel model;
  private final NumberFormat format;
  private final Objective objective;
  private final Packing packing;
  private final int[][] heldOut;
  private final Seeds seeds;
  private final Optimization optimization;

  /** A pretraining of a loaded model. */
  Pretraining(
      PretrainFile file,
      PretrainFolder folder,
      LanguageModel model,
      NumberFormat format,
      Objective objective,
      Packing packing,
      int[][] heldOut) {
    this.file = file;
    this.folder = folder;
    this.model = model;
    this.format = format;
    this.objective = objective;
    this.packing = packing;
    this.heldOut = heldOut;
    this.seeds = Seeds.of(file.seed());
    this.optimization = optimization(file.training(), model);
  }

  private static Optimization optimization(PretrainOptions options, LanguageModel model) {
    ImmutableList<NamedTensor> tensors =
        model.parameters().stream()
            .map(p -> new NamedTensor(p.sources().get(0).path(), p.tensor()))
            .collect(ImmutableList.toImmutableList());
    return new Optimization(
        ParameterGroup.withAndWithoutDecay(
            "model", tensors, options.learningRate(), options.weightDecay()),
        Schedule.of(options.schedule(), options.warmup(), options.steps()),
        new Optimizer.Settings(BETA1, options.beta2(), EPSILON, options.weightDecay()),
        Optional.of(options.maxGradientNorm()));
  }

  /** What the model is, by its number of parameters. */
  long size() {
    return model.parameters().stream().mapToLong(Parameter::size).sum();
  }

  /**
   * Trains from the last checkpoint, if there is one, to the last step or to the time to stop.
   *
   * @param measured is told of each measurement
   */
  PretrainResult run(Progress progress, PretrainListener measured) {
    long[] step = new long[1];
    folder
        .state()
        .load(
            owner(),
            (position, saved) -> {
              optimization.restore(saved);
              step[0] = Long.parseLong(position);
            });
    long first = step[0];
    Watch watch = new Watch();
    try (Progress.Task task = progress.start("pretraining", file.training().steps())) {
      task.advance(first);
      while (step[0] < file.training().steps() && !watch.isTimeToStop()) {
        Optimization.StepResult result = optimization.step(step[0], losses(step[0]));
        step[0]++;
        watch.took(result.loss());
        task.note(watch.note());
        task.advance(1);
        if (step[0] % file.watch().evaluateEvery() == 0 && step[0] < file.training().steps()) {
          measured.measured(measure(step[0], watch));
        }
        if (watch.isTimeToSave()) {
          save(step[0]);
        }
      }
    }
    save(step[0]);
    Measurement last = measure(step[0], watch);
    measured.measured(last);
    return new PretrainResult(
        step[0] == file.training().steps(), last, watch.seconds(), folder.model());
  }

  private String owner() {
    return "a pretraining";
  }

  private List<Supplier<Tensor>> losses(long step) {
    int accumulate = file.training().accumulate();
    return LongStream.range(step * accumulate, (step + 1) * accumulate)
        .<Supplier<Tensor>>mapToObj(batch -> () -> loss(batch))
        .toList();
  }

  private Tensor loss(long batch) {
    int rows = file.training().rows();
    Machine.seed(seeds.derive("dropout", batch));
    return objective
        .ask(
            packing.shuffled(batch * rows, rows),
            new SplittableRandom(seeds.derive("questions", batch)))
        .loss(model, Pass.training(Plan.EMPTY, format));
  }

  /** Asks the same questions about the same rows each time. */
  private Measurement measure(long step, Watch watch) {
    Objective.Score score = null;
    for (int from = 0; from < heldOut.length; from += ROWS_MEASURED_AT_ONCE) {
      int to = Math.min(heldOut.length, from + ROWS_MEASURED_AT_ONCE);
      int[][] rows = Arrays.copyOfRange(heldOut, from, to);
      SplittableRandom random = new SplittableRandom(seeds.derive("held out", from));
      Objective.Score part =
          Gradients.pausing(
              () ->
                  Scope.get(
                      () ->
                          objective
                              .ask(rows, random)
                              .score(model, Pass.scoring(Plan.EMPTY, format))));
      score = score == null ? part : score.plus(part);
    }
    Measurement measurement =
        new Measurement(
            step,
            step * file.training().tokensPerStep(),
            watch.trainLoss(),
            score.loss(),
            score.accuracy(),
            watch.tokensPerSecond());
    folder.log(measurement.json());
    return measurement;
  }

  private void save(long step) {
    folder.state().save(owner(), Long.toString(step), optimization.state());
    folder.export(model, NumberFormat.valueOf(file.storage().name()));
  }

  @Override
  public void close() {
    optimization.close();
  }

  /** Time and losses since this process began. */
  private final class Watch {
    private static final double FORGETTING = 0.98;
    private final Stopwatch all = Stopwatch.createStarted();
    private final Stopwatch sinceSaved = Stopwatch.createStarted();
    private long steps;
    private double smooth;
    private double weight;

    void took(double loss) {
      steps++;
      smooth = FORGETTING * smooth + (1 - FORGETTING) * loss;
      weight = FORGETTING * weight + 1 - FORGETTING;
    }

    double trainLoss() {
      return weight == 0 ? Double.NaN : smooth / weight;
    }

    double seconds() {
      return all.elapsed(TimeUnit.MILLISECONDS) / 1e3;
    }

    double tokensPerSecond() {
      return steps * file.training().tokensPerStep() / Math.max(1e-3, seconds());
    }

    String note() {
      return String.format(Locale.ROOT, "loss %.3f, %.0f tokens/s", trainLoss(), tokensPerSecond());
    }

    boolean isTimeToStop() {
      return file.watch().stopAfter().map(minutes -> seconds() >= 60 * minutes).orElse(false);
    }

    boolean isTimeToSave() {
      if (sinceSaved.elapsed(TimeUnit.SECONDS) < file.watch().saveEvery()) {
        return false;
      }
      sinceSaved.reset().start();
      return true;
    }
  }
}
