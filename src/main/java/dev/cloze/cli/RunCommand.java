package dev.cloze.cli;

import com.google.common.io.MoreFiles;
import dev.cloze.base.Progress;
import dev.cloze.pipeline.Recipe;
import dev.cloze.pipeline.RecipeFile;
import dev.cloze.pipeline.RecipeFolder;
import dev.cloze.run.Run;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunReport;
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
      "  cloze run examples/agnews.yaml --set training.epochs=0     (zero-shot)",
      "  cloze run examples/pet.yaml                                (a recipe of several stages)",
      "  cloze run --resume runs/agnews                             (after a power cut)"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The run file, see docs/run.md, or a recipe, see docs/recipes.md.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting that is laid over the file's, such as training.epochs=3.")
  private List<String> settings = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "A new folder for the results; runs/NAME unless the file says otherwise, or runs/NAME-2"
              + " and so on.")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description = "Go on with the run in FOLDER, in the place of FILE.")
  private Path resumed;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    requireOneOfTwo();
    PrintWriter lines = spec.commandLine().getOut();
    if (resumed == null ? RecipeFile.isOne(file) : RecipeFolder.isBegun(resumed)) {
      return recipe(lines);
    }
    Run run = resumed == null ? begin() : Run.resume(resumed);
    RunReport report = new RunReport(run, lines::println);
    Progress progress = Terminal.progress(spec.commandLine().getErr(), quiet);
    report.end(run.execute(progress, report));
    return ExitStatus.DONE;
  }

  private void requireOneOfTwo() {
    if ((file == null) == (resumed == null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          file == null
              ? "a run file is missing, or --resume with the folder of a run"
              : "a run file stands beside --resume, which reads the one in its folder");
    }
    if (resumed != null && (!settings.isEmpty() || out != null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          (out == null ? "--set" : "--out")
              + " stands beside --resume; a run goes on as it was begun");
    }
  }

  private Integer recipe(PrintWriter lines) {
    Recipe recipe =
        resumed == null
            ? Recipe.begin(
                RecipeFile.read(file, settings),
                MoreFiles.getNameWithoutExtension(file),
                Optional.ofNullable(out),
                Repeating.of("run", file, settings))
            : Recipe.resume(resumed);
    recipe.run(Terminal.progress(spec.commandLine().getErr(), quiet), lines::println);
    return ExitStatus.DONE;
  }

  private Run begin() {
    RunFile read = RunFile.read(file, settings);
    RunFile chosen = out == null ? read : read.withOut(out);
    return Run.begin(
        chosen, MoreFiles.getNameWithoutExtension(file), Repeating.of("run", file, settings));
  }
}
