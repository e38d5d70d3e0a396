package dev.cloze.cli;

import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    versionProvider = Version.class,
    description = "Prompt learning on the JVM: templates, verbalizers and pretrained models.",
    subcommands = {
      RunCommand.class,
      ExplainCommand.class,
      InspectCommand.class,
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
            .setExecutionExceptionHandler((e, command, result) -> main.failed(e, err));
    int status = commandLine.execute(arguments);
    out.flush();
    err.flush();
    return status;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private int usage(CommandLine.ParameterException e, PrintWriter err) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return mistake(
        new ClozeException(
                CliError.USAGE,
                "%s; '%s --help' shows what belongs there",
                e.getMessage().lines().findFirst().orElse("arguments that do not fit"),
                command)
            .causedBy(e),
        err);
  }

  private int failed(Exception e, PrintWriter err) {
    if (e instanceof ClozeException mistake) {
      return mistake(mistake, err);
    }
    if (e instanceof UncheckedIOException || e instanceof IOException) {
      Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
      return mistake(
          new ClozeException(
                  CliError.FILE_SYSTEM,
                  "the operating system refused: %s: %s",
                  cause.getClass().getSimpleName(),
                  cause.getMessage())
              .causedBy(e),
          err);
    }
    err.println(
        "cloze has a fault: %s%s"
            .formatted(
                e.toString().replaceAll("\\R", " "),
                debug ? "" : " (--debug shows where; please report it with what you ran)"));
    trace(e, err);
    return ExitStatus.FAULT;
  }

  private int mistake(ClozeException e, PrintWriter err) {
    err.println(e.line());
    trace(e, err);
    return ExitStatus.MISTAKE;
  }

  private void trace(Exception e, PrintWriter err) {
    if (debug) {
      e.printStackTrace(err);
    }
  }
}
