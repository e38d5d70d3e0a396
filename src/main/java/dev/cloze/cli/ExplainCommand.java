package dev.cloze.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.data.DataError;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleStream;
import dev.cloze.hub.DefaultModel;
import dev.cloze.run.Explanation;
import dev.cloze.run.PredictInput;
import dev.cloze.task.EmptyExample;
import dev.cloze.template.Template;
import dev.cloze.template.TemplateFile;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.LabelWordsFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cloze explain}. */
@Command(
    name = "explain",
    description = "Show what becomes of a text: pieces, tokens, likeliest words, label scores.",
    footer = {
      "",
      "Example:",
      "  cloze explain --model models/bert --template '{\"placeholder\":\"text_a\"} It was"
          + " {\"mask\"}.' \\",
      "      --text-a 'A fine film.' --verbalizer verbalizers/sentiment.json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "A model's folder in Hugging Face layout; the one that comes with Cloze unless given.")
  private Path model;

  @ArgGroup(multiplicity = "1")
  private Choice template;

  @Option(names = "--text-a", paramLabel = "TEXT", description = "The text.")
  private String textA;

  @Option(names = "--text-b", paramLabel = "TEXT", description = "The second text.")
  private String textB;

  @Option(
      names = "--meta",
      paramLabel = "KEY=VALUE",
      description = "What the template's meta items read.")
  private Map<String, String> meta = Map.of();

  @Option(
      names = "--verbalizer",
      paramLabel = "FILE",
      description = "Words by label (txt, csv, json, jsonl); then labels are scored.")
  private Path verbalizer;

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description = "Texts, instead of one: what label words get in the mean over them.")
  private Path texts;

  @Option(
      names = "--column",
      paramLabel = "NAME=COLUMN",
      description =
          "Which column of these files holds what, as in 'cloze predict': text_a=Subject,"
              + " meta.topic=Topic.")
  private Map<String, String> columns = Map.of();

  @Option(
      names = "--calibration",
      paramLabel = "FILE|empty",
      description =
          "Texts that label words are calibrated by, or 'empty' for the template alone; then they"
              + " are shown before and after.")
  private String calibration;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "auto, always or never; auto: on a terminal, unless NO_COLOR is set.")
  private Terminal.Color color;

  /** Where the template comes from. */
  static final class Choice {
    @Option(names = "--template", paramLabel = "T", description = "The template.")
    private String text;

    @ArgGroup(exclusive = false)
    private FromFile file;
  }

  /** A template of a file. */
  static final class FromFile {
    @Option(
        names = "--template-file",
        required = true,
        paramLabel = "FILE",
        description = "A file with a template on each line.")
    private Path path;

    @Option(
        names = "--choice",
        defaultValue = "0",
        paramLabel = "N",
        description = "Which line of it, from 0.")
    private int choice;
  }

  @Override
  public Integer call() {
    PrintWriter lines = spec.commandLine().getOut();
    Template read =
        template.text != null
            ? Template.parse(template.text)
            : TemplateFile.read(template.file.path).choose(template.file.choice);
    Optional<LabelWords> words = Optional.ofNullable(verbalizer).map(LabelWordsFile::read);
    requireWords(words);
    ExplanationText text = new ExplanationText(color.wanted());
    if (model == null) {
      lines.println("model " + DefaultModel.NAME + ", the default");
    }
    Path folder = Optional.ofNullable(model).orElseGet(DefaultModel::folder);
    Explanation.Question question =
        new Explanation.Question(folder, read, words, calibrationTexts(read));
    if (texts == null) {
      text.of(question.of(example())).forEach(lines::println);
    } else {
      text.of(question.average(texts(texts))).forEach(lines::println);
    }
    return ExitStatus.DONE;
  }

  private void requireWords(Optional<LabelWords> words) {
    if (words.isEmpty() && (texts != null || calibration != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s shows label words; name them with --verbalizer"
              .formatted(texts != null ? "--texts" : "--calibration"));
    }
    if (texts != null && (textA != null || textB != null)) {
      throw new ParameterException(
          spec.commandLine(), "--texts stands beside a text; only one of the two may");
    }
  }

  private ImmutableList<Example> calibrationTexts(Template read) {
    if (calibration == null) {
      return ImmutableList.of();
    }
    return calibration.equals("empty")
        ? ImmutableList.of(EmptyExample.of(read))
        : texts(Path.of(calibration));
  }

  private ImmutableList<Example> texts(Path file) {
    DataSource source =
        DataSource.of(file).withColumns(PredictInput.named(ImmutableMap.copyOf(columns)));
    try (ExampleStream examples = ExampleStream.open(source, Optional.empty())) {
      ImmutableList<Example> read = ImmutableList.copyOf(examples);
      if (read.isEmpty()) {
        throw new ClozeException(
            DataError.NO_EXAMPLES, "%s: no texts; at least one belongs there", file);
      }
      return read;
    }
  }

  private Example example() {
    ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
    Optional.ofNullable(textA).ifPresent(text -> fields.put(Example.TEXT_A, text));
    Optional.ofNullable(textB).ifPresent(text -> fields.put(Example.TEXT_B, text));
    return new Example(
        "command line", fields.buildOrThrow(), ImmutableMap.copyOf(meta), OptionalInt.empty());
  }
}
