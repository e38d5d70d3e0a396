package dev.cloze.cli;

import com.google.common.io.MoreFiles;
import dev.cloze.base.Progress;
import dev.cloze.sweep.Sweep;
import dev.cloze.sweep.SweepFile;
import dev.cloze.sweep.SweepReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze sweep}. */
@Command(
    name = "sweep",
    description = "Run a run file many times with other settings, and compare what comes out.",
    footer = {
      "",
      "Paths in FILE are relative to its folder, those of --set and --out to the working folder.",
      "",
      "Examples:",
      "  cloze sweep examples/sweep.yaml --dry-run     (which runs that would be)",
      "  cloze sweep examples/sweep.yaml --set 'seeds.data=[13, 21]' --set run.training.epochs=5",
      "  cloze sweep examples/sweep.yaml --set 'axes.training.epochs=[10, 20]'",
      "  cloze sweep --resume sweeps/sweep             (after a power cut)"
    })
final class SweepCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The sweep file; see docs/sweep.md.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting that is laid over the file's, such as run.training.epochs=3, or an axis, such"
              + " as 'axes.model=[a, b]'.")
  private List<String> settings = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "A new folder for the results; sweeps/NAME unless the file says otherwise, or"
              + " sweeps/NAME-2 and so on.")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description =
          "Go on with the sweep in FOLDER. FILE may stand beside it: it must then say what it"
              + " said.")
  private Path resumed;

  @Option(
      names = "--dry-run",
      description = "Check everything, tell the cells and how many runs they are, run nothing.")
  private boolean dry;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    requireFitting();
    PrintWriter lines = spec.commandLine().getOut();
    Optional<SweepFile> read =
        Optional.ofNullable(file).map(path -> SweepFile.read(path, settings));
    if (dry) {
      SweepReport.plan(Sweep.plan(read.orElseThrow())).forEach(lines::println);
      return ExitStatus.DONE;
    }
    Sweep sweep =
        resumed == null
            ? Sweep.begin(
                read.orElseThrow(),
                MoreFiles.getNameWithoutExtension(file),
                Optional.ofNullable(out),
                Repeating.of("sweep", file, settings))
            : Sweep.resume(resumed, read);
    SweepReport report = new SweepReport(sweep, lines::println);
    Progress progress = Terminal.progress(spec.commandLine().getErr(), quiet);
    report.begin();
    report.end(sweep.execute(progress, report));
    return ExitStatus.DONE;
  }

  private void requireFitting() {
    if (file == null && resumed == null) {
      throw wrong("a sweep file is missing, or --resume with the folder of a sweep");
    } else if (dry && (file == null || resumed != null)) {
      throw wrong("--dry-run tells what a sweep file would do; --resume does not go with it");
    } else if (resumed != null && out != null) {
      throw wrong("--out stands beside --resume; a sweep goes on where it was begun");
    } else if (file == null && !settings.isEmpty()) {
      throw wrong("--set stands beside --resume; a sweep goes on as it was begun");
    }
  }

  private CommandLine.ParameterException wrong(String what) {
    return new CommandLine.ParameterException(spec.commandLine(), what);
  }
}
