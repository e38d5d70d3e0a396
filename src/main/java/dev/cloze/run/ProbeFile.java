package dev.cloze.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Default;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.base.Yaml;
import dev.cloze.data.Columns;
import dev.cloze.data.DataSource;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A probe of what a model knows, as a YAML file says it; {@code docs/probe.md} shows it at work.
 *
 * @param model the language model, which nothing of trains
 * @param facts a file with a fact a row: relation, subject and object, in columns of these names
 *     unless others are named, as text_a, and as the text {@code object} and the fact {@code
 *     relation}
 * @param templates by relation: the subject is {@code text_a}, the mask asks for the object
 * @param tokens how long prompts may be
 */
public record ProbeFile(
    @Default("{}") RunFile.Model model,
    DataSource facts,
    ImmutableMap<String, String> templates,
    PromptTokenizerOptions tokens) {
  static final String OBJECT = "object";
  static final String RELATION = "relation";

  private static final Columns USUAL =
      new Columns(
          Optional.of("subject"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ImmutableMap.of(OBJECT, OBJECT),
          ImmutableMap.of(RELATION, RELATION));

  /** Checks that something is asked. */
  public ProbeFile {
    checkArgument(!templates.isEmpty(), "templates: a template for each relation belongs there");
  }

  /**
   * Reads a file.
   *
   * @param overrides {@code key=value} settings that are laid over the file's
   * @throws dev.cloze.base.ClozeException with a code of {@link dev.cloze.base.BaseError}
   */
  public static ProbeFile read(Path file, List<String> overrides) {
    Setting.Mapping settings = Yaml.read(file, overrides);
    return Options.bind(settings, ProbeFile.class);
  }

  /** The facts with their columns. */
  DataSource source() {
    return facts.columns().equals(Columns.defaults()) ? facts.withColumns(USUAL) : facts;
  }
}
