package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.cloze.base.ClozeException;
import dev.cloze.base.OptionsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a run: the run file with every setting in it, where all came from, what each seed
 * gave, the report. {@code docs/run-folder.md} lists its files.
 */
public final class RunFolder {
  static final String RUN_FILE = "run.yaml";
  static final String PROVENANCE = "provenance.json";
  static final String METRICS = "metrics.jsonl";
  static final String BASELINES = "baselines.json";
  static final String RESULTS = "results.json";

  private final Path path;
  private final ImmutableList<Path> made;

  /** A folder of which this process makes {@code made}, the last first. */
  private RunFolder(Path path, ImmutableList<Path> made) {
    this.path = path;
    this.made = made;
  }

  /**
   * Makes a folder for a new run.
   *
   * @param wanted the folder, which must be new or empty; where absent the first free one of {@code
   *     runs/NAME}, {@code runs/NAME-2} and so on
   * @throws ClozeException {@link RunError#FOLDER_EXISTS}, {@link RunError#UNWRITABLE_FOLDER}
   */
  static RunFolder make(Optional<Path> wanted, String name) {
    NewFolder folder =
        NewFolder.make(wanted, Path.of("runs"), name, RunError.FOLDER_EXISTS, "run", "run");
    ImmutableList.Builder<Path> made = ImmutableList.builder();
    made.add(folder.path().resolve(PROVENANCE), folder.path().resolve(RUN_FILE));
    if (folder.made()) {
      made.add(folder.path());
    }
    return new RunFolder(folder.path(), made.build());
  }

  /**
   * The folder of a run that was begun.
   *
   * @throws ClozeException {@link RunError#NO_RUN}, {@link RunError#OTHER_VERSION}
   */
  public static RunFolder open(Path path) {
    RunFolder folder = new RunFolder(path, ImmutableList.of());
    if (!isBegun(path)) {
      throw new ClozeException(
          RunError.NO_RUN,
          "%s: %s; a folder that 'cloze run' wrote belongs there",
          path,
          Files.exists(path) ? "no run is there" : "no such folder");
    }
    int format = folder.provenance().format();
    if (format != Provenance.FORMAT) {
      throw new ClozeException(
          RunError.OTHER_VERSION,
          "%s: a run folder of format %d, by Cloze %s; this version knows format %d: run it anew",
          path,
          format,
          folder.provenance().cloze(),
          Provenance.FORMAT);
    }
    return folder;
  }

  /** Deletes a folder with all that is in it, where there is one. */
  public static void clear(Path folder) {
    try {
      if (Files.exists(folder)) {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (IOException e) {
      throw WholeFile.unwritable(folder, e);
    }
  }

  /** Whether all seeds of a run are done there. */
  public static boolean isDone(Path path) {
    return isBegun(path) && Files.exists(path.resolve(RESULTS));
  }

  /** Whether a run was begun there, which can be opened and gone on with. */
  public static boolean isBegun(Path path) {
    return Files.exists(path.resolve(PROVENANCE)) && Files.exists(path.resolve(RUN_FILE));
  }

  /** Where it stands. */
  public Path path() {
    return path;
  }

  /** The run file, with every setting in it. */
  public RunFile file() {
    return RunFile.read(path.resolve(RUN_FILE), List.of());
  }

  /** What came out, where all seeds are done. */
  public Optional<RunResult> result() {
    Path results = path.resolve(RESULTS);
    return Files.exists(results)
        ? Optional.of(WholeFile.readJson(results, RunResult.class))
        : Optional.empty();
  }

  Provenance provenance() {
    return WholeFile.readJson(path.resolve(PROVENANCE), Provenance.class);
  }

  /** Writes what a run is begun with; after this it can be resumed. */
  void begin(RunFile file, Provenance provenance) {
    try {
      WholeFile.write(path.resolve(RUN_FILE), writer -> writer.write(OptionsWriter.write(file)));
      WholeFile.writeJson(path.resolve(PROVENANCE), provenance);
    } catch (ClozeException e) {
      takeBack();
      throw e;
    }
  }

  /** Takes away what this process began, where nothing was done yet. */
  void takeBack() {
    try {
      for (Path own : made) {
        Files.deleteIfExists(own);
      }
    } catch (IOException e) {
      throw WholeFile.unwritable(path, e);
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** The folder of one seed. */
  public Path seed(long seed) {
    return path.resolve("seed-" + seed);
  }

  /** The folder of one seed, which is made where it is missing. */
  Path makeSeed(long seed) {
    return NewFolder.create(seed(seed));
  }
}
