package dev.cloze.cli;

import dev.cloze.run.Checkup;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cloze doctor}. */
@Command(
    name = "doctor",
    description = "Check whether this machine has what Cloze needs; status 1 where it has not.",
    footer = {"", "Example:", "  cloze doctor"})
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter lines = spec.commandLine().getOut();
    Checkup checkup = Checkup.ofThisMachine();
    checkup.facts().forEach((name, fact) -> lines.printf("%-20s  %s%n", name, fact));
    for (Checkup.Check check : checkup.checks()) {
      lines.println(
          check
              .problem()
              .map(problem -> "FAILED  %s: %s".formatted(check.name(), problem))
              .orElse("ok      " + check.name()));
    }
    lines.println(checkup.passed() ? "all is well" : "something here would not work");
    return checkup.passed() ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
