package dev.cloze.cli;

import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import dev.cloze.hub.DefaultModel;
import dev.cloze.run.Explanation;
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
    ExplanationText text = new ExplanationText(color.wanted());
    if (model == null) {
      lines.println("model " + DefaultModel.NAME + ", the default");
    }
    Path folder = Optional.ofNullable(model).orElseGet(DefaultModel::folder);
    text.of(Explanation.of(folder, read, example(), words)).forEach(lines::println);
    return ExitStatus.DONE;
  }

  private Example example() {
    ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
    Optional.ofNullable(textA).ifPresent(text -> fields.put(Example.TEXT_A, text));
    Optional.ofNullable(textB).ifPresent(text -> fields.put(Example.TEXT_B, text));
    return new Example(
        "command line", fields.buildOrThrow(), ImmutableMap.copyOf(meta), OptionalInt.empty());
  }
}
