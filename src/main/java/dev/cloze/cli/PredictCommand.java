package dev.cloze.cli;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Progress;
import dev.cloze.data.DataFormat;
import dev.cloze.data.ExampleStream;
import dev.cloze.pipeline.Recipe;
import dev.cloze.pipeline.RecipeFolder;
import dev.cloze.run.Labelling;
import dev.cloze.run.PredictInput;
import dev.cloze.run.TrainedClassifier;
import dev.cloze.run.TrainedRun;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze predict}. */
@Command(
    name = "predict",
    description = "Label texts with the classifier that a run trained: a JSON object a line.",
    footer = {
      "",
      "Without --input, standard input is read: a text a line, unless --format says otherwise.",
      "",
      "Examples:",
      "  echo 'my screen is black' | cloze predict runs/quickstart",
      "  cloze predict runs/quickstart --input requests.tsv --out labels.jsonl",
      "  cloze predict runs/quickstart --input mail.csv --column text_a=Subject --top-words 5"
    })
final class PredictCommand implements Callable<Integer> {
  /** Too short to be noticed, and long enough for a pipe that another program fills. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "The folder of a run, or of a recipe: its distilled or its best classifier.")
  private Path folder;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "The texts: TSV, CSV, JSONL or Parquet, as the name ends.")
  private Path input;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.class,
      description = "tsv, csv, jsonl, parquet or lines, whatever the name.")
  private DataFormat format = DataFormat.AUTO;

  @Option(
      names = "--column",
      paramLabel = "NAME=COLUMN",
      description = "Which column holds text_a, text_b, label, id or another text of the template.")
  private Map<String, String> columns = Map.of();

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The character set of the input, utf-8 unless given.")
  private String encoding = "utf-8";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which seed of the run; the best on the dev set, else the first.")
  private Long seed;

  @Option(
      names = "--top-words",
      paramLabel = "N",
      description = "Also tell the N likeliest words at the mask.")
  private int words;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write there instead of standard output, once all is labelled.")
  private Path out;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  /** Formats in small letters. */
  static final class Format implements CommandLine.ITypeConverter<DataFormat> {
    @Override
    public DataFormat convert(String value) {
      return Arrays.stream(DataFormat.values())
          .filter(format -> Ascii.toLowerCase(format.name()).equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'%s' is none of tsv, csv, jsonl, parquet, lines, auto".formatted(value)));
    }
  }

  @Override
  public Integer call() {
    if (words < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--top-words must be 0 or more, was " + words);
    }
    TrainedRun run =
        RecipeFolder.isBegun(folder)
            ? TrainedRun.of(Recipe.trained(folder, asked()), OptionalLong.empty())
            : TrainedRun.of(folder, asked());
    ExampleStream examples = source().open(run, System.in);
    tell(run);
    try (TrainedClassifier classifier = run.load()) {
      Labelling labelling =
          new Labelling(
              classifier,
              words,
              input == null ? Optional.of(PATIENCE) : Optional.empty(),
              progress());
      write(labelling, examples);
    }
    return ExitStatus.DONE;
  }

  private OptionalLong asked() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  private PredictInput source() {
    try {
      return new PredictInput(
          Optional.ofNullable(input), format, encoding, ImmutableMap.copyOf(columns));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private void tell(TrainedRun run) {
    PrintWriter err = spec.commandLine().getErr();
    if (!quiet && run.file().model().path().isEmpty()) {
      err.println("model: " + run.file().model().shown() + ", the default");
    }
    if (!quiet && seed == null && run.isChosen()) {
      err.println(run.choice() + "; --seed takes another");
    }
    if (!quiet && input == null && Terminal.isTyped()) {
      err.println("type a text and press return; an empty input (Ctrl-D) ends");
    }
  }

  private Progress progress() {
    boolean among = out == null && Terminal.isShown();
    return Terminal.progress(spec.commandLine().getErr(), quiet || among);
  }

  private void write(Labelling labelling, ExampleStream examples) {
    if (out != null) {
      labelling.write(examples, out);
      return;
    }
    // not by System.out, which keeps to itself that nobody reads any more
    try (BufferedWriter writer =
        new BufferedWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8))) {
      labelling.write(examples, writer);
    } catch (IOException e) {
      if (!isBrokenPipe(e)) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Whoever reads has enough, as {@code head} after its lines. */
  private static boolean isBrokenPipe(IOException e) {
    return Ascii.toLowerCase(String.valueOf(e.getMessage())).contains("pipe");
  }
}
