package dev.cloze.cli;

import com.google.common.io.MoreFiles;
import dev.cloze.pipeline.Distillation;
import dev.cloze.run.Run;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze distil}. */
@Command(
    name = "distil",
    description = "Train one classifier on soft labels: a classification head, unless FILE says.",
    footer = {
      "",
      "FILE is a run file, of which model, labels, test set and training are taken; its own",
      "examples are not trained on. What stands under 'distil' in a recipe may stand in --set.",
      "",
      "Examples:",
      "  cloze distil examples/first-run.yaml --labels labels.jsonl",
      "  cloze distil examples/first-run.yaml --labels labels.jsonl --set training.epochs=5",
      "  cloze run --resume runs/first-run-distilled        (after a power cut)"
    })
final class DistilCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "A run file; see docs/run.md.")
  private Path file;

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "FILE",
      description = "The soft labels, as 'cloze annotate' or another program wrote them.")
  private Path labels;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting that is laid over all others, such as training.epochs=5.")
  private List<String> settings = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "A new folder for the results; runs/NAME-distilled unless it is there.")
  private Path out;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    RunFile read = Distillation.read(file, labels, settings);
    PrintWriter lines = spec.commandLine().getOut();
    Run run =
        Run.begin(
            out == null ? read : read.withOut(out),
            MoreFiles.getNameWithoutExtension(file) + "-distilled",
            Repeating.of("distil", file, settings) + " --labels " + labels);
    RunReport report = new RunReport(run, lines::println);
    report.end(run.execute(Terminal.progress(spec.commandLine().getErr(), quiet), report));
    return ExitStatus.DONE;
  }
}
