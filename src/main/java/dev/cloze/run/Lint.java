package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import dev.cloze.base.ClozeException;
import dev.cloze.template.TemplateFile;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.LabelWordsFile;
import dev.cloze.verbalizer.VerbalizerError;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks template and verbalizer files against a tokenizer. A template file and a verbalizer file
 * of the same name, such as {@code templates/topic.txt} and {@code verbalizers/topic.json}, are
 * taken to go together.
 */
public final class Lint {
  private final PretrainedTokenizer tokenizer;
  private final ImmutableList.Builder<LintFinding> findings = ImmutableList.builder();
  private final Map<String, LabelWords> wordsByName = new HashMap<>();
  private int templates;
  private int verbalizers;

  private Lint(PretrainedTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Checks files.
   *
   * @param paths files, and folders that are looked through
   * @param tokenizer the tokenizer; one without a mask token is taken for a causal model's
   * @throws ClozeException {@link LintError#NOTHING_TO_CHECK}
   */
  public static LintReport of(List<Path> paths, PretrainedTokenizer tokenizer) {
    LintFiles files = LintFiles.of(paths);
    Lint lint = new Lint(tokenizer);
    files.verbalizers().forEach(lint::checkVerbalizers);
    files.templates().forEach(lint::checkTemplates);
    return new LintReport(lint.findings.build(), lint.templates, lint.verbalizers);
  }

  private void checkVerbalizers(Path file) {
    int before = 0;
    try {
      for (int choice = 0; ; choice++) {
        LabelWords words = LabelWordsFile.read(file, choice);
        int count = words.entries().stream().mapToInt(label -> label.words().size()).sum();
        ImmutableList<LintPlace> places = LintWordPlaces.of(file).subList(before, before + count);
        findings.addAll(LintLabelWords.of(words, places, tokenizer));
        wordsByName.putIfAbsent(MoreFiles.getNameWithoutExtension(file), words);
        before += count;
        verbalizers++;
      }
    } catch (ClozeException e) {
      if (e.code() != VerbalizerError.NO_SUCH_CHOICE || before == 0) {
        findings.add(LintFinding.of(e, LintPlace.of(file)));
      }
    }
  }

  private void checkTemplates(Path file) {
    ImmutableList<String> lines;
    try {
      lines = TemplateFile.read(file).lines();
    } catch (ClozeException e) {
      findings.add(LintFinding.of(e, LintPlace.of(file)));
      return;
    }
    TemplateFile read = new TemplateFile(file, lines);
    Optional<LabelWords> words =
        Optional.ofNullable(wordsByName.get(MoreFiles.getNameWithoutExtension(file)));
    int found = templates;
    for (int choice = 0; choice < lines.size(); choice++) {
      if (!lines.get(choice).isBlank()) {
        checkTemplate(read, choice, words);
        templates++;
      }
    }
    if (templates == found) {
      findings.add(
          LintFinding.warning(
              LintPlace.of(file), "no template stands in it; write one on each line"));
    }
  }

  private void checkTemplate(TemplateFile file, int choice, Optional<LabelWords> words) {
    LintPlace place = new LintPlace(file.path(), choice + 1, 0);
    try {
      findings.addAll(LintTemplate.of(file.choose(choice), place, tokenizer, words));
    } catch (ClozeException e) {
      findings.add(LintFinding.of(e, place));
    }
  }
}
