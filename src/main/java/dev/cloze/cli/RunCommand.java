package dev.cloze.cli;

import dev.cloze.base.Progress;
import dev.cloze.run.Run;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunReport;
import dev.cloze.run.SeedResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze run}. */
@Command(
    name = "run",
    description = "Train and score a classifier as a YAML file says.",
    footer = {
      "",
      "Paths in FILE are relative to its folder, those of --set and --out to the working folder.",
      "",
      "Examples:",
      "  cloze run examples/first-run.yaml",
      "  cloze run examples/agnews.yaml --set model.path=models/minilm --set 'seeds=[13, 21]'",
      "  cloze run examples/agnews.yaml --set training.epochs=0     (zero-shot)"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The run file; see docs/run.md.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting that is laid over the file's, such as training.epochs=3.")
  private List<String> settings = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the results go; runs/NAME unless the file says otherwise.")
  private Path out;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    PrintWriter lines = spec.commandLine().getOut();
    RunFile read = RunFile.read(file, settings);
    RunFile chosen = out == null ? read : read.withOut(out);
    Progress progress = Terminal.progress(spec.commandLine().getErr(), quiet);
    Run run = Run.prepare(chosen);
    RunReport report = new RunReport(chosen, run, lines::println);
    List<SeedResult> results = run.execute(progress, report);
    report.end(results);
    return ExitStatus.DONE;
  }
}
