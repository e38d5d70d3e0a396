package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
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
import java.util.function.Consumer;
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
  private PretrainState state = PretrainState.START;

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

  /**
   * Trains from the last checkpoint, if there is one, to the last step or the time to stop.
   *
   * @param measured is told of each measurement of this process, once it is written down
   */
  PretrainResult run(Progress progress, Consumer<Measurement> measured) {
    folder.state().load(OWNER, this::restore);
    ImmutableList<Measurement> kept = folder.metrics().keep(this::isOfAnUnbrokenOne);
    Optional<Measurement> last = kept.stream().reduce((earlier, later) -> later);
    PretrainClock clock = new PretrainClock(file, last.map(Measurement::seconds).orElse(0.0));
    long steps = file.training().steps();
    if (state.step() == 0 && last.isEmpty()) {
      last = Optional.of(measure(clock, measured));
    }
    try (Progress.Task task = progress.resume("pretraining", steps, state.step())) {
      while (state.step() < steps && !clock.isTimeToStop()) {
        step(clock, task);
        if (isMeasured(state.step()) && state.step() < steps) {
          last = Optional.of(measure(clock, measured));
        }
        if (clock.isTimeToSave()) {
          save();
        }
      }
    }
    save();
    Measurement end =
        last.filter(m -> m.step() == state.step()).orElseGet(() -> measure(clock, measured));
    return new PretrainResult(state.step() == steps, end, clock.seconds(), folder.path());
  }

  private void step(PretrainClock clock, Progress.Task task) {
    state = state.after(optimization.step(state.step(), losses()).loss());
    clock.tookStep();
    task.note(clock.note(state.trainLoss()));
    task.advance(1);
  }

  private void restore(String position, Map<String, Tensor> saved) {
    optimization.restore(saved);
    state = PretrainState.of(position);
  }

  private boolean isMeasured(long step) {
    return step % file.watch().evaluateEvery() == 0;
  }

  /** Where a process stopped it was measured, too, and at the end it is measured again. */
  private boolean isOfAnUnbrokenOne(Measurement measurement) {
    long step = measurement.step();
    return step < state.step()
        || (step == state.step() && isMeasured(step) && step < file.training().steps());
  }

  private void save() {
    folder.state().save(OWNER, state.text(), optimization.state());
    folder.export(model, NumberFormat.valueOf(file.storage().name()));
  }

  private Measurement measure(PretrainClock clock, Consumer<Measurement> measured) {
    Objective.Score score = heldOut.score(model, objective);
    Measurement measurement =
        new Measurement(
            state.step(),
            state.step() * file.training().tokensPerStep(),
            state.trainLoss(),
            score.loss(),
            score.accuracy(),
            clock.tokensPerSecond(),
            clock.allSeconds());
    folder.metrics().add(measurement);
    measured.accept(measurement);
    return measurement;
  }

  private List<Supplier<Tensor>> losses() {
    int accumulate = file.training().accumulate();
    return LongStream.range(state.step() * accumulate, (state.step() + 1) * accumulate)
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
