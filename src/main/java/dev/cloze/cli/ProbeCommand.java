package dev.cloze.cli;

import dev.cloze.run.Probe;
import dev.cloze.run.ProbeFile;
import dev.cloze.run.ProbeLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze probe}. */
@Command(
    name = "probe",
    description = "Ask a model for facts: how often the right word comes first at the mask.",
    footer = {"", "Example:", "  cloze probe examples/probe.yaml"})
final class ProbeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "YAML; docs/probe.md shows every key.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting that is laid over the file's; may stand several times.")
  private List<String> overrides = List.of();

  @Option(names = "--out", paramLabel = "FILE", description = "A JSON line for each fact.")
  private Path out;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    PrintWriter lines = spec.commandLine().getOut();
    ProbeFile read = ProbeFile.read(file, overrides);
    Probe.Result result = Probe.of(read).ask(Terminal.progress(spec.commandLine().getErr(), quiet));
    ProbeLines.table(read.model().shown(), result).forEach(lines::println);
    Optional.ofNullable(out)
        .ifPresent(target -> lines.println("facts     " + ProbeLines.write(result, target)));
    return ExitStatus.DONE;
  }
}
