package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.OptionsWriter;
import dev.cloze.run.NewFolder;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunFolder;
import dev.cloze.run.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a sweep: {@code sweep.json}, {@code cells/} with the run file and the folder of
 * each cell, and the results. {@code docs/sweep.md} lists its files.
 *
 * @param path where it stands
 * @param made whether this process made it
 */
public record SweepFolder(Path path, boolean made) {
  static final String RECORD = "sweep.json";
  static final String RESULTS = "results.json";
  static final String TABLE = "table.txt";

  private static final String CELLS = "cells";

  /**
   * Makes a folder for a new sweep.
   *
   * @param wanted the folder, which must be new or empty; where absent the first free one of {@code
   *     sweeps/NAME}, {@code sweeps/NAME-2} and so on
   */
  static SweepFolder make(Optional<Path> wanted, String name) {
    NewFolder folder =
        NewFolder.make(wanted, Path.of("sweeps"), name, SweepError.FOLDER_EXISTS, "sweep", "sweep");
    NewFolder.create(folder.path().resolve(CELLS));
    return new SweepFolder(folder.path(), folder.made());
  }

  /**
   * The folder of a sweep that was begun.
   *
   * @throws ClozeException {@link SweepError#NO_SWEEP}
   */
  static SweepFolder open(Path path) {
    SweepFolder folder = new SweepFolder(path, false);
    if (!Files.exists(path.resolve(RECORD))) {
      throw new ClozeException(
          SweepError.NO_SWEEP,
          "%s: %s; a folder that 'cloze sweep' wrote belongs there",
          path,
          Files.exists(path) ? "no sweep is there" : "no such folder");
    }
    SweepRecord begun = folder.read();
    if (begun.format() != SweepRecord.FORMAT) {
      throw new ClozeException(
          SweepError.NO_SWEEP,
          "%s: a sweep's folder of format %d, by Cloze %s; this version knows format %d: begin it"
              + " anew",
          path,
          begun.format(),
          begun.cloze(),
          SweepRecord.FORMAT);
    }
    return folder;
  }

  /** Writes what a sweep is begun with, its record last; after that it can be resumed. */
  void begin(Plan plan, SweepRecord begun) {
    for (PlannedCell planned : plan.planned()) {
      WholeFile.write(
          runFile(planned.cell()), writer -> writer.write(OptionsWriter.write(planned.file())));
    }
    WholeFile.writeJson(path.resolve(RECORD), begun);
  }

  SweepRecord read() {
    return WholeFile.readJson(path.resolve(RECORD), SweepRecord.class);
  }

  /** The plan that the sweep was begun with. */
  Plan plan(SweepRecord begun) {
    return new Plan(
        begun.options(),
        begun.cells().stream()
            .map(cell -> new PlannedCell(cell, RunFile.read(runFile(cell), List.of())))
            .collect(ImmutableList.toImmutableList()));
  }

  /** The run file of a cell. */
  Path runFile(Cell cell) {
    return path.resolve(CELLS).resolve(cell.name() + ".yaml");
  }

  /** The folder of a cell's run. */
  Path cell(Cell cell) {
    return path.resolve(CELLS).resolve(cell.name());
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Takes away a sweep of which nothing was done. */
  void takeBack() {
    RunFolder.clear(made ? path : path.resolve(CELLS));
    RunFolder.clear(path.resolve(RECORD));
  }
}
