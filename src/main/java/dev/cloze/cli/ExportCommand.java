package dev.cloze.cli;

import com.google.common.collect.ImmutableMap;
import dev.cloze.run.Export;
import dev.cloze.run.TrainedRun;
import dev.cloze.tensor.NumberFormat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze export}. */
@Command(
    name = "export",
    description = "Write what a run trained as a model that transformers loads, or a soft prompt.",
    footer = {
      "",
      "Examples:",
      "  cloze export runs/quickstart --out models/helpdesk",
      "  cloze export runs/quickstart --out models/helpdesk-small --dtype bf16"
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "The folder of a run.")
  private Path folder;

  @Option(names = "--out", required = true, paramLabel = "TARGET", description = "A new folder.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which seed of the run; the best on the dev set, else the first.")
  private Long seed;

  @Option(
      names = "--dtype",
      paramLabel = "DTYPE",
      converter = Stored.class,
      description = "What numbers are stored in: f32, bf16 or f16; f32 unless given.")
  private NumberFormat dtype = NumberFormat.F32;

  /** The formats that numbers may be stored in. */
  static final class Stored implements CommandLine.ITypeConverter<NumberFormat> {
    private static final ImmutableMap<String, NumberFormat> FORMATS =
        ImmutableMap.of(
            "f32", NumberFormat.F32, "bf16", NumberFormat.BF16, "f16", NumberFormat.F16);

    @Override
    public NumberFormat convert(String value) {
      return Optional.ofNullable(FORMATS.get(value))
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'%s' is none of %s".formatted(value, String.join(", ", FORMATS.keySet()))));
    }
  }

  @Override
  public Integer call() {
    TrainedRun run =
        TrainedRun.of(folder, seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
    new Export(run, dtype).to(out);
    spec.commandLine().getOut().println(run.choice() + ": " + out);
    return ExitStatus.DONE;
  }
}
