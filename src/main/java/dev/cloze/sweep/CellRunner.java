package dev.cloze.sweep;

import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.run.ExtraPredictions;
import dev.cloze.run.Run;
import dev.cloze.run.RunFolder;
import dev.cloze.run.RunResult;
import dev.cloze.task.SharedModels;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs the cells of a sweep, one after the other. They share one copy of the weights of a model
 * that they do not train, and what it said of prompts: cells that differ in what stands behind the
 * mask run the model once.
 */
final class CellRunner implements AutoCloseable {
  private final SharedModels shared = new SharedModels();
  private Optional<Path> model = Optional.empty();
  private final SweepFolder folder;
  private final ImmutableSet<ExtraPredictions> more;
  private final Progress progress;

  CellRunner(SweepFolder folder, SweepOptions options, Progress progress) {
    this.folder = folder;
    this.more = extra(options);
    this.progress = progress;
  }

  /** What a cell's run gave, where it is done already. */
  Optional<RunResult> done(Cell cell) {
    Path own = folder.cell(cell);
    return RunFolder.isBegun(own) ? RunFolder.open(own).result() : Optional.empty();
  }

  /**
   * Begins the run of a cell, or goes on with it.
   *
   * @throws ClozeException what {@link Run} throws, with the cell named
   */
  RunResult run(PlannedCell planned) {
    try {
      letGoOfOthers(planned.file().model().folder());
      return open(planned).sharing(shared).execute(more, progress, Run.Listener.SILENT);
    } catch (ClozeException e) {
      throw PlanCheck.in(planned.cell(), e);
    }
  }

  /** Cells of one model stand together: at another one, what those before shared has no use. */
  private void letGoOfOthers(Path next) {
    if (!model.equals(Optional.of(next))) {
      shared.close();
      model = Optional.of(next);
    }
  }

  private Run open(PlannedCell planned) {
    return Run.in(
        folder.cell(planned.cell()), planned.file(), "cloze run " + folder.runFile(planned.cell()));
  }

  private static ImmutableSet<ExtraPredictions> extra(SweepOptions options) {
    ImmutableSet.Builder<ExtraPredictions> extra = ImmutableSet.builder();
    if (options.ensemble().contains(EnsembleKind.ACCURACY)) {
      extra.add(ExtraPredictions.TRAIN_BEFORE);
    }
    if (options.ensemble().contains(EnsembleKind.LEARNT)) {
      extra.add(ExtraPredictions.DEV);
    }
    return extra.build();
  }

  /** Lets go of what cells shared. */
  @Override
  public void close() {
    shared.close();
  }
}
