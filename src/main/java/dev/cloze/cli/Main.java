package dev.cloze.cli;

import com.google.common.base.Splitter;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code cloze}. */
@Command(
    name = "cloze",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = VersionLine.class,
    description = "Prompt learning on the JVM: templates, verbalizers and pretrained models.",
    subcommands = {
      RunCommand.class,
      SweepCommand.class,
      AnnotateCommand.class,
      DistilCommand.class,
      PredictCommand.class,
      ExportCommand.class,
      PretrainCommand.class,
      ExplainCommand.class,
      ProbeCommand.class,
      LintCommand.class,
      InspectCommand.class,
      VerifyCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  cloze run examples/agnews.yaml --set model.path=models/minilm",
      "  cloze explain --model models/bert --template '{\"placeholder\":\"text_a\"} It was"
          + " {\"mask\"}.' \\",
      "      --text-a 'A fine film.'",
      "",
      "Exit status: 0 done, 1 a check failed, 2 a mistake in what was given, 70 a fault of cloze.",
      "'cloze COMMAND --help' says more of a command; docs/ says more of all."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where an error comes from.")
  private boolean debug;

  private Main() {}

  /** Runs a command and ends the process with its status. */
  public static void main(String[] arguments) {
    int status =
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments);
    System.exit(status);
  }

  /**
   * Runs a command.
   *
   * @return the exit status
   */
  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    Main main = new Main();
    CommandLine commandLine =
        new CommandLine(main)
            .setOut(out)
            .setErr(err)
            .setExpandAtFiles(false)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler((e, given) -> main.usage(e, err))
            .setExecutionExceptionHandler((e, command, result) -> main.failures(err).report(e));
    int status;
    try {
      status = commandLine.execute(arguments);
    } catch (OutOfMemoryError | LinkageError | StackOverflowError e) {
      status = main.failures(err).report(e);
    }
    out.flush();
    err.flush();
    return status;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private int usage(CommandLine.ParameterException e, PrintWriter err) {
    CommandLine command = e.getCommandLine();
    return failures(err)
        .report(
            new ClozeException(
                    CliError.USAGE,
                    "%s; '%s --help' shows what belongs there",
                    misspelt(command)
                        .orElse(e.getMessage().lines().findFirst().orElse("arguments do not fit")),
                    command.getCommandSpec().qualifiedName())
                .causedBy(e));
  }

  Failures failures(PrintWriter err) {
    return new Failures(err, debug);
  }

  /**
   * An unknown option or command, which is the better news where another argument is missing for
   * it.
   */
  private static Optional<String> misspelt(CommandLine command) {
    List<String> unmatched = command.getUnmatchedArguments();
    Optional<String> option =
        unmatched.stream()
            .filter(argument -> argument.startsWith("-"))
            .map(argument -> Splitter.on('=').splitToList(argument).get(0))
            .findFirst()
            .map(name -> unknown("option", name, command.getCommandSpec().optionsMap().keySet()));
    return option.or(
        () ->
            unmatched.stream()
                .findFirst()
                .filter(name -> !command.getSubcommands().isEmpty())
                .map(name -> unknown("command", name, command.getSubcommands().keySet())));
  }

  private static String unknown(String kind, String name, Set<String> known) {
    return "unknown %s '%s'; %s".formatted(kind, name, Nearest.hint(name, known));
  }
}
