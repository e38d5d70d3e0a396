package dev.cloze.sweep;

import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.run.ExtraPredictions;
import dev.cloze.run.Run;
import dev.cloze.run.RunFolder;
import dev.cloze.run.RunResult;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs the cells of a sweep, one after the other: every run of a sweep is begun, gone on with and
 * executed here, so that this is the place for what cells share.
 */
final class CellRunner {
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
      return open(planned).execute(more, progress, Run.Listener.SILENT);
    } catch (ClozeException e) {
      throw PlanCheck.in(planned.cell(), e);
    }
  }

  private Run open(PlannedCell planned) {
    Path own = folder.cell(planned.cell());
    if (RunFolder.isBegun(own)) {
      return Run.resume(own);
    }
    // what a kill left between making the folder and beginning the run
    SweepFolder.delete(own);
    return Run.begin(
        planned.file().withOut(own),
        planned.cell().name(),
        "cloze run " + folder.runFile(planned.cell()));
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
}
