package dev.cloze.cli;

import dev.cloze.base.ClozeException;
import dev.cloze.verify.Verifier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code cloze verify}. */
@Command(
    name = "verify",
    description = "Compare what Cloze computes with what a reference implementation recorded.",
    footer = {
      "",
      "Exit status: 0 every recording agrees, 1 one differs, 2 one could not be compared.",
      "",
      "Example:",
      "  cloze verify models/converted"
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Folders with expected.safetensors or cases.json; docs/verify.md shows how.")
  private List<Path> folders;

  /** Compares all of them, also behind one that differs or cannot be compared. */
  @Override
  public Integer call() {
    PrintWriter lines = spec.commandLine().getOut();
    int worst = ExitStatus.DONE;
    for (Path folder : folders) {
      if (folders.size() > 1) {
        lines.println(folder);
      }
      worst = Math.max(worst, compare(folder, lines));
    }
    return worst;
  }

  private int compare(Path folder, PrintWriter lines) {
    try {
      return Verifier.agrees(folder, lines::println) ? ExitStatus.DONE : ExitStatus.FAILED;
    } catch (ClozeException e) {
      lines.flush();
      return main.failures(spec.commandLine().getErr()).report(e);
    }
  }
}
