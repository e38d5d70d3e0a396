package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Version;
import dev.cloze.run.RunFolder;
import dev.cloze.run.RunResult;
import dev.cloze.run.SeedResult;
import dev.cloze.run.WholeFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment: the same run with other settings, many times, in a folder of its own. All that can
 * be wrong before a model is loaded is found before the first cell runs; what was done by a process
 * that was killed is not done again.
 */
public final class Sweep {
  private final Plan plan;
  private final SweepFolder folder;
  private final boolean isNew;

  private Sweep(Plan plan, SweepFolder folder, boolean isNew) {
    this.plan = plan;
    this.folder = folder;
    this.isNew = isNew;
  }

  /**
   * What a sweep would do, checked as if it began; nothing is written.
   *
   * @throws ClozeException where something of it is wrong
   */
  public static Plan plan(SweepFile file) {
    Plan plan = Plan.of(file);
    PlanCheck.of(plan);
    return plan;
  }

  /**
   * Begins a sweep: reads all that its cells need but the models, and makes its folder.
   *
   * @param name what a folder is called that the sweep file does not name
   * @param out a folder in the place of the file's
   * @param command what repeats the sweep, for the record
   * @throws ClozeException where something of it is wrong; then nothing is written
   */
  public static Sweep begin(SweepFile file, String name, Optional<Path> out, String command) {
    Plan plan = Plan.of(file);
    ImmutableMap<String, String> hashes = PlanCheck.of(plan);
    SweepFolder folder = SweepFolder.make(out.or(() -> file.options().out()), name);
    try {
      folder.begin(
          plan,
          new SweepRecord(
              SweepRecord.FORMAT,
              Version.ofThis(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              command,
              plan.options(),
              plan.cells(),
              plan.hash(),
              hashes));
    } catch (ClozeException e) {
      folder.takeBack();
      throw e;
    }
    return new Sweep(plan, folder, true);
  }

  /**
   * Goes on with a sweep that was begun.
   *
   * @param file the sweep file again, where it was given; it must still say the same
   * @throws ClozeException {@link SweepError#OTHER_SWEEP} where the sweep file, a cell's run file,
   *     data or models have changed since; {@link SweepError#NO_SWEEP}
   */
  public static Sweep resume(Path path, Optional<SweepFile> file) {
    SweepFolder folder = SweepFolder.open(path);
    SweepRecord begun = folder.read();
    file.ifPresent(given -> requireSame(Plan.of(given), begun, path, "the sweep file says"));
    Plan plan = folder.plan(begun);
    requireSame(plan, begun, path, "the run files in its folder 'cells' say");
    ImmutableMap<String, String> hashes = PlanCheck.of(plan);
    for (Map.Entry<String, String> hash : hashes.entrySet()) {
      if (!hash.getValue().equals(begun.hashes().get(hash.getKey()))) {
        throw new ClozeException(
            SweepError.OTHER_SWEEP,
            "%s: has changed since the sweep %s began; put the old one back or begin anew",
            hash.getKey(),
            path);
      }
    }
    return new Sweep(plan, folder, false);
  }

  private static void requireSame(Plan plan, SweepRecord begun, Path path, String what) {
    if (!plan.hash().equals(begun.plan())) {
      throw new ClozeException(
          SweepError.OTHER_SWEEP,
          "%s: %s something else than when the sweep began; put the old ones back, or begin anew"
              + " without --resume",
          path,
          what);
    }
  }

  /** What is done. */
  public Plan plan() {
    return plan;
  }

  /** Where the results go. */
  public SweepFolder folder() {
    return folder;
  }

  /** Is told how a sweep goes. */
  public interface Listener {
    /** Tells nobody. */
    Listener SILENT = (cell, number, result, earlier) -> {};

    /**
     * A cell is done.
     *
     * @param number which it is of all cells, from 1
     * @param earlier whether another process did it
     */
    void finished(Cell cell, int number, RunResult result, boolean earlier);
  }

  /**
   * Runs the cells that are not done yet, chooses, compares, and writes results and page.
   *
   * @throws ClozeException where a cell fails, which is named; what is done stays
   */
  public SweepResult execute(Progress progress, Listener listener) {
    ImmutableList.Builder<Outcome> outcomes = ImmutableList.builder();
    try (CellRunner runner = new CellRunner(folder, plan.options(), progress)) {
      for (int i = 0; i < plan.planned().size(); i++) {
        PlannedCell planned = plan.planned().get(i);
        Optional<RunResult> earlier = runner.done(planned.cell());
        RunResult result = earlier.isPresent() ? earlier.get() : run(runner, planned, i == 0);
        listener.finished(planned.cell(), i + 1, result, earlier.isPresent());
        for (SeedResult seed : result.seeds()) {
          outcomes.add(
              new Outcome(
                  planned.cell(),
                  seed,
                  folder.cell(planned.cell()).resolve("seed-" + seed.seed()),
                  varies(planned)));
        }
      }
    }
    SweepResult result = new Results(plan, outcomes.build()).result();
    WholeFile.writeJson(folder.file(SweepFolder.RESULTS), result);
    WholeFile.write(
        folder.file(SweepFolder.TABLE),
        writer -> writer.write(String.join("\n", SweepTable.lines(result)) + "\n"));
    new SweepPages(folder, plan, result).write();
    return result;
  }

  private RunResult run(CellRunner runner, PlannedCell planned, boolean first) {
    try {
      return runner.run(planned);
    } catch (ClozeException e) {
      if (first && isNew && !RunFolder.isBegun(folder.cell(planned.cell()))) {
        folder.takeBack();
      }
      throw e;
    }
  }

  /** Whether each training seed draws examples of its own. */
  private static boolean varies(PlannedCell planned) {
    return planned.file().data().fewShot().filter(draw -> draw.seed().isEmpty()).isPresent();
  }
}
