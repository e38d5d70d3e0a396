package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Progress;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One training under way: steps, epochs, the best of them, and states that are saved. */
final class TrainingLoop implements AutoCloseable {
  private static final String OWNER = "a classifier";
  private static final String BEST = "best/";
  private static final double NANOSECONDS = 1e9;

  private final Optimization optimization;
  private final Epochs epochs;
  private final DevSet dev;
  private final TrainingLog log;
  private final Optional<StateFile> saved;
  private final Map<String, Tensor> best = new LinkedHashMap<>();
  private TrainingState state = TrainingState.START;
  private long lastSave = System.nanoTime();

  TrainingLoop(
      Optimization optimization,
      Epochs epochs,
      DevSet dev,
      TrainingLog log,
      Optional<StateFile> saved) {
    this.optimization = optimization;
    this.epochs = epochs;
    this.dev = dev;
    this.log = log;
    this.saved = saved;
  }

  /** The loss of a batch, which may draw by the batch's number. */
  @FunctionalInterface
  interface NumberedLoss {
    /**
     * Computes it.
     *
     * @param number of the batch in the whole training, from 0
     * @param examples their numbers
     */
    Tensor of(long number, List<Integer> examples);
  }

  ImmutableList<EpochResult> run(NumberedLoss loss, Progress progress) {
    saved.ifPresent(this::resume);
    try (Progress.Task task = progress.resume("training", epochs.steps(), state.step())) {
      for (int epoch = state.epochs().size(); epoch < epochs.count(); epoch++) {
        if (dev.stops(state)) {
          break;
        }
        epoch(epoch, loss, task);
      }
    }
    if (!best.isEmpty()) {
      Optimization.restore(optimization.parameters(), best);
    }
    return state.epochs();
  }

  private void epoch(int epoch, NumberedLoss loss, Progress.Task task) {
    ImmutableList<ImmutableList<ImmutableList<Integer>>> steps = epochs.of(epoch);
    int done = (int) (state.step() - (long) epoch * epochs.stepsEach());
    for (ImmutableList<ImmutableList<Integer>> step : steps.subList(done, steps.size())) {
      step(step, loss, task);
      saveNowAndThen();
    }
    EpochResult result =
        new EpochResult(
            epoch + 1, state.step(), state.lossSum() / epochs.examples(), dev.measure());
    boolean better = dev.isBetter(result, state.best());
    if (better && dev.selects()) {
      keepBest();
    }
    state = state.afterEpoch(result, better ? Optional.of(result) : state.best());
    log.epoch(result);
  }

  private void step(
      ImmutableList<ImmutableList<Integer>> batches, NumberedLoss loss, Progress.Task task) {
    Machine.seed(epochs.dropoutSeed(state.step()));
    int examples = batches.stream().mapToInt(List::size).sum();
    Optimization.StepResult result =
        optimization.stepOf(
            state.step(),
            IntStream.range(0, batches.size())
                .mapToObj(
                    i ->
                        new Optimization.Batch(
                            (double) batches.get(i).size() / examples,
                            () -> loss.of(epochs.number(state.step(), i), batches.get(i))))
                .toList());
    state = state.afterStep(result.loss() * examples);
    log.step(state.step(), result.loss(), result.factor());
    task.note(String.format(Locale.ROOT, "loss %.4f", result.loss()));
    task.advance(1);
  }

  private void keepBest() {
    closeBest();
    Scope.run(
        () ->
            optimization
                .parameters()
                .forEach((name, p) -> best.put(name, Memory.clone(Memory.detach(p)).lasting())));
  }

  private void saveNowAndThen() {
    if (saved.isPresent() && (System.nanoTime() - lastSave) / NANOSECONDS >= dev.saveEvery()) {
      ImmutableMap.Builder<String, Tensor> tensors = ImmutableMap.builder();
      tensors.putAll(optimization.state());
      best.forEach((name, tensor) -> tensors.put(BEST + name, tensor));
      saved.get().save(OWNER, state.toJson(), tensors.buildOrThrow());
      lastSave = System.nanoTime();
    }
  }

  private void resume(StateFile file) {
    file.load(
        OWNER,
        (position, tensors) -> {
          state = TrainingState.ofJson(position);
          optimization.restore(tensors);
          log.resumed(state.step(), state.epochs().size());
          tensors.forEach(
              (name, tensor) -> {
                if (name.startsWith(BEST)) {
                  best.put(name.substring(BEST.length()), tensor.lasting());
                }
              });
        });
  }

  private void closeBest() {
    best.values().forEach(Tensor::close);
    best.clear();
  }

  @Override
  public void close() {
    closeBest();
  }
}
