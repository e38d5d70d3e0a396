package dev.cloze.cli;

import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.run.ModelTree;
import dev.cloze.run.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze inspect}. */
@Command(
    name = "inspect",
    description = "Show a model's parameters, and the sites where deltas may act.",
    footer = {"", "Example:", "  cloze inspect models/bert"})
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "A model's folder in Hugging Face layout.")
  private Path folder;

  @Override
  public Integer call() {
    PrintWriter lines = spec.commandLine().getOut();
    try (LanguageModel model = Architectures.load(folder, LoadOptions.defaults())) {
      ModelShape shape = model.shape();
      ModelTree tree = ModelTree.of(model);
      lines.printf(
          Locale.ROOT,
          "%s, %s: %d layers of %d, %,d tokens, %,d positions%n",
          shape.modelType(),
          shape.kind().name().toLowerCase(Locale.ROOT),
          shape.layers(),
          shape.hidden(),
          shape.vocabulary(),
          shape.positions());
      TextTable table = new TextTable(0, 3).add(List.of("", "shape", "numbers", "sites"));
      tree.children().forEach(child -> add(table, child, ""));
      table.lines().forEach(lines::println);
      lines.printf(
          Locale.ROOT,
          "%,d parameters; %,d sites, and each parameter is one too%n",
          tree.count(),
          tree.siteCount());
    }
    return ExitStatus.DONE;
  }

  private static void add(TextTable table, ModelTree tree, String indent) {
    table.add(
        List.of(
            indent + tree.name(),
            tree.shape().stream().map(String::valueOf).collect(Collectors.joining("x")),
            String.format(Locale.ROOT, "%,d", tree.count()),
            String.join(", ", tree.sites())));
    tree.children().forEach(child -> add(table, child, indent + "  "));
  }
}
