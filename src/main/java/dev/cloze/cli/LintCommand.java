package dev.cloze.cli;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.hub.DefaultModel;
import dev.cloze.run.Lint;
import dev.cloze.run.LintError;
import dev.cloze.run.LintFinding;
import dev.cloze.run.LintReport;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze lint}. */
@Command(
    name = "lint",
    description = "Check templates and label words against a model's tokenizer.",
    footer = {
      "",
      "Exit status: 0 no errors, 1 an error, or with --strict a warning.",
      "",
      "Example:",
      "  cloze lint templates verbalizers --model models/roberta"
    })
final class LintCommand implements Callable<Integer> {
  private static final ImmutableList<Path> USUAL =
      ImmutableList.of(Path.of("templates"), Path.of("verbalizers"));

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Files with templates or label words, or folders of them; templates/ and verbalizers/"
              + " unless given.")
  private List<Path> paths = List.of();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "A folder with a tokenizer; that of the model that comes with Cloze unless given.")
  private Path model;

  @Option(names = "--strict", description = "Let warnings count as errors.")
  private boolean strict;

  @Override
  public Integer call() {
    PrintWriter lines = spec.commandLine().getOut();
    List<Path> wanted = paths.isEmpty() ? usual() : paths;
    Path folder = Optional.ofNullable(model).orElseGet(DefaultModel::folder);
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      LintReport report = Lint.of(wanted, tokenizer);
      report.findings().forEach(lines::println);
      int errors = report.count(LintFinding.Severity.ERROR);
      int warnings = report.count(LintFinding.Severity.WARNING);
      lines.printf(
          "%d templates and %d verbalizers with the tokenizer of %s: errors %d, warnings %d%n",
          report.templates(),
          report.verbalizers(),
          model == null ? DefaultModel.NAME : model.toString(),
          errors,
          warnings);
      return errors > 0 || (strict && warnings > 0) ? ExitStatus.FAILED : ExitStatus.DONE;
    }
  }

  private static List<Path> usual() {
    List<Path> there = USUAL.stream().filter(Files::isDirectory).toList();
    if (there.isEmpty()) {
      throw new ClozeException(
          LintError.NOTHING_TO_CHECK,
          "templates, verbalizers: found neither folder here; name the files to check");
    }
    return there;
  }
}
