package dev.cloze.cli;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Doubles;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.data.DataFormat;
import dev.cloze.data.ExampleStream;
import dev.cloze.pipeline.Annotation;
import dev.cloze.pipeline.Annotator;
import dev.cloze.pipeline.RecipeFolder;
import dev.cloze.pipeline.TrainedEnsemble;
import dev.cloze.run.PredictInput;
import dev.cloze.run.RunError;
import dev.cloze.task.Combination;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze annotate}. */
@Command(
    name = "annotate",
    description = "Label texts with the classifiers of several runs together: soft labels.",
    footer = {
      "",
      "An annotation that was stopped goes on where it was, when it is asked for again.",
      "",
      "Examples:",
      "  cloze annotate runs/pet --texts pool.txt --out labels.jsonl",
      "  cloze annotate runs/first runs/second --texts pool.tsv --out labels.jsonl",
      "  cloze distil examples/first-run.yaml --labels labels.jsonl"
    })
final class AnnotateCommand implements Callable<Integer> {
  private static final String EVEN = "even";

  /** Ways to combine in small letters. */
  static final class Combining implements CommandLine.ITypeConverter<Combination.Kind> {
    @Override
    public Combination.Kind convert(String value) {
      return Arrays.stream(Combination.Kind.values())
          .filter(kind -> Ascii.toLowerCase(kind.name()).equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'%s' is none of logits, mean, majority".formatted(value)));
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FOLDER",
      description = "The folder of a recipe, or those of runs; of a run the best seed labels.")
  private List<Path> folders;

  @Option(
      names = "--texts",
      required = true,
      paramLabel = "FILE",
      description = "The texts: TSV, CSV, JSONL, Parquet or plain lines, as the name ends.")
  private Path texts;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = PredictCommand.Format.class,
      description = "tsv, csv, jsonl, parquet or lines, whatever the name.")
  private DataFormat format = DataFormat.AUTO;

  @Option(
      names = "--column",
      paramLabel = "NAME=COLUMN",
      description = "Which column holds text_a, text_b, id or another text of the template.")
  private Map<String, String> columns = Map.of();

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The character set of the texts, utf-8 unless given.")
  private String encoding = "utf-8";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The soft labels, a JSON object a line; see docs/data.md.")
  private Path out;

  @Option(
      names = "--weights",
      paramLabel = "HOW",
      description =
          "Of runs: 'even', the default, or a number for each FOLDER, such as 3,1. A recipe has"
              + " weights of its own.")
  private String weights;

  @Option(
      names = "--combine",
      paramLabel = "HOW",
      converter = Combining.class,
      description = "Of runs: logits, the default, mean or majority.")
  private Combination.Kind combine;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which seed of a recipe; the first unless given.")
  private Long seed;

  @Option(names = "--members", description = "Also keep what each classifier says.")
  private boolean members;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    PrintWriter lines = spec.commandLine().getOut();
    requireFolder();
    try (TrainedEnsemble trained = trained();
        ExampleStream examples = input().open(trained.first().classifier().run(), System.in)) {
      Progress progress = Terminal.progress(spec.commandLine().getErr(), quiet);
      long before = new Annotator(trained, source(trained), members).write(examples, out, progress);
      if (before > 0) {
        lines.println("went on behind " + before + " texts that were labelled before");
      }
      Annotation said = Annotation.of(out, trained.labels());
      said.lines().forEach(lines::println);
      said.warnings().forEach(warning -> lines.println("warning   " + warning));
    }
    lines.println("results: " + out);
    return ExitStatus.DONE;
  }

  /** Found before models are loaded. */
  private void requireFolder() {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ClozeException(
          RunError.UNWRITABLE_FOLDER,
          "%s: the folder it would stand in is not there; make it, or name another file with --out",
          out);
    }
  }

  private TrainedEnsemble trained() {
    if (folders.size() == 1 && RecipeFolder.isBegun(folders.get(0))) {
      if (weights != null || combine != null) {
        throw wrong(
            (weights == null ? "--combine" : "--weights")
                + " is for runs; a recipe says itself how its members are combined");
      }
      return TrainedEnsemble.ofRecipe(
          folders.get(0), seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
    }
    if (seed != null) {
      throw wrong("--seed chooses a seed of a recipe; of a run the best seed labels");
    }
    ImmutableMap.Builder<String, Path> named = ImmutableMap.builder();
    for (int i = 0; i < folders.size(); i++) {
      named.put((i + 1) + " " + folders.get(i).getFileName(), folders.get(i));
    }
    return TrainedEnsemble.open(named.buildOrThrow(), combination());
  }

  private Combination combination() {
    Combination.Kind kind = combine == null ? Combination.Kind.LOGITS : combine;
    if (weights == null || weights.equals(EVEN)) {
      return Combination.mean(folders.size()).by(kind);
    }
    List<String> parts = Splitter.on(',').trimResults().splitToList(weights);
    List<Double> numbers = parts.stream().map(Doubles::tryParse).filter(Objects::nonNull).toList();
    if (numbers.size() != folders.size() || parts.size() != folders.size()) {
      throw wrong(
          "--weights: found '%s'; 'even' or %d numbers belong there, one for each folder"
              .formatted(weights, folders.size()));
    }
    try {
      return Combination.weighted(numbers).by(kind);
    } catch (IllegalArgumentException e) {
      throw wrong("--" + e.getMessage());
    }
  }

  private PredictInput input() {
    try {
      return new PredictInput(Optional.of(texts), format, encoding, ImmutableMap.copyOf(columns));
    } catch (IllegalArgumentException e) {
      throw wrong("--" + e.getMessage());
    }
  }

  /** Who labels, as the file names it. */
  private String source(TrainedEnsemble trained) {
    return "%s: %s, %s of weights %s"
        .formatted(
            folders.stream().map(Path::toString).collect(Collectors.joining(", ")),
            trained.members().stream()
                .map(TrainedEnsemble.Member::name)
                .collect(Collectors.joining(", ")),
            Ascii.toLowerCase(trained.combination().kind().name()),
            trained.combination().weights());
  }

  private CommandLine.ParameterException wrong(String what) {
    return new CommandLine.ParameterException(spec.commandLine(), what);
  }
}
