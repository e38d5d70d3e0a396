package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.nn.Parameter;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Optimizer;
import dev.cloze.tensor.Tensor;
import dev.cloze.train.NamedTensor;
import dev.cloze.train.Optimization;
import dev.cloze.train.ParameterGroup;
import dev.cloze.train.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The loop of a pretraining. What a step does follows from the seed, its number and the numbers
 * that it starts from, so that a training that was killed ends as an unbroken one.
 */
final class Pretraining implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double EPSILON = 1e-6;
  private static final String OWNER = "a pretraining";

  private final PretrainFile file;
  private final PretrainFolder folder;
  private final LanguageModel model;
  private final NumberFormat format;
  private final Objective objective;
  private final Packing packing;
  private final HeldOut heldOut;
  private final Seeds seeds;
  private final Optimization optimization;
  private long step;

  /** A pretraining of a loaded model. */
  Pretraining(
      PretrainFile file,
      PretrainFolder folder,
      LanguageModel model,
      NumberFormat format,
      Objective objective,
      Packing packing,
      HeldOut heldOut) {
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

  /** The number of parameters. */
  long size() {
    return model.parameters().stream().mapToLong(Parameter::size).sum();
  }

  /** Trains from the last checkpoint, if there is one, to the last step or the time to stop. */
  PretrainResult run(Progress progress, PretrainListener listener) {
    folder.state().load(OWNER, this::restore);
    folder.forgetAfter(step);
    long steps = file.training().steps();
    PretrainClock clock = new PretrainClock(file);
    try (Progress.Task task = progress.resume("pretraining", steps, step)) {
      while (step < steps && !clock.isTimeToStop()) {
        clock.took(optimization.step(step, losses()).loss());
        step++;
        task.note(clock.note());
        task.advance(1);
        if (step % file.watch().evaluateEvery() == 0 && step < steps) {
          listener.measured(measure(clock));
        }
        if (clock.isTimeToSave()) {
          save();
        }
      }
    }
    save();
    Measurement last = measure(clock);
    listener.measured(last);
    return new PretrainResult(step == steps, last, clock.seconds(), folder.model());
  }

  private void restore(String position, Map<String, Tensor> saved) {
    optimization.restore(saved);
    step = Long.parseLong(position);
  }

  private void save() {
    folder.state().save(OWNER, Long.toString(step), optimization.state());
    folder.export(model, NumberFormat.valueOf(file.storage().name()));
  }

  private Measurement measure(PretrainClock clock) {
    Objective.Score score = heldOut.score(model, objective);
    Measurement measurement =
        new Measurement(
            step,
            step * file.training().tokensPerStep(),
            clock.trainLoss(),
            score.loss(),
            score.accuracy(),
            clock.tokensPerSecond());
    folder.log(measurement.json());
    return measurement;
  }

  private List<Supplier<Tensor>> losses() {
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

  @Override
  public void close() {
    optimization.close();
  }
}
