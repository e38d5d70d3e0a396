package dev.cloze.task;

import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.PromptModel;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizer;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A classifier on a small random model, for tests of what stands above it. */
public final class TinyClassifier implements AutoCloseable {
  private final PretrainedTokenizer tokenizer;
  private final LanguageModel model;
  private final PromptClassifier classifier;

  /** A classifier of {@code good}, {@code bad} and {@code dull} on one of the small models. */
  public TinyClassifier(String family, LoadOptions options) {
    Path folder = Path.of("src/test/resources/golden/openprompt", family);
    this.tokenizer = PretrainedTokenizer.load(folder);
    this.model = Architectures.load(folder, options);
    PromptTokenizer prompts =
        new PromptTokenizer(
            tokenizer,
            Template.parse("{\"placeholder\":\"text_a\"} It was {\"mask\"}."),
            model.shape().kind(),
            PromptTokenizerOptions.defaults().withMaxLength(64));
    LabelWords words = LabelWords.ofSingle(List.of("g", "b", "d"), List.of("good", "bad", "dull"));
    this.classifier =
        new PromptClassifier(
            new PromptModel(model, Optional.empty(), options.compute()),
            prompts,
            ManualVerbalizer.of(words, tokenizer, ManualVerbalizerOptions.defaults()));
  }

  public PromptClassifier classifier() {
    return classifier;
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
  }
}
