package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.MaskRows;
import dev.cloze.prompt.PromptModel;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A small random model with support texts, the first half of which have labels 0, 1, 0, 1, ... */
final class TinyContext implements AutoCloseable {
  static final ImmutableList<String> TEXTS =
      ImmutableList.of(
          "a good film", "the film was bad", "good and not bad", "so dull", "the end", "it was");

  private final PretrainedTokenizer tokenizer;
  private final LanguageModel model;
  private final MaskRows labelled;
  private final MaskRows unlabelled;

  TinyContext(String family) {
    Path folder = Path.of("src/test/resources/golden/openprompt", family);
    tokenizer = PretrainedTokenizer.load(folder);
    model = Architectures.load(folder, LoadOptions.defaults());
    labelled = rows(TEXTS.subList(0, 4));
    unlabelled = rows(TEXTS);
  }

  private MaskRows rows(List<String> texts) {
    PromptTokenizer prompts =
        new PromptTokenizer(
            tokenizer,
            Template.parse("{\"placeholder\":\"text_a\"} It was {\"mask\"}."),
            model.shape().kind(),
            PromptTokenizerOptions.defaults().withMaxLength(32));
    return MaskRows.of(
        new PromptModel(model),
        prompts.encodeAll(texts.stream().map(Example::of).toList()),
        prompts::collate);
  }

  PretrainedTokenizer tokenizer() {
    return tokenizer;
  }

  LanguageModel model() {
    return model;
  }

  MaskRows unlabelled() {
    return unlabelled;
  }

  /** With all texts as support. */
  VerbalizerContext context() {
    return context(
        new Support() {
          @Override
          public Optional<Labelled> labelled() {
            return Optional.of(new Labelled(labelled, ImmutableIntArray.of(0, 1, 0, 1)));
          }

          @Override
          public Optional<MaskRows> unlabelled() {
            return Optional.of(unlabelled);
          }

          @Override
          public ImmutableList<String> texts() {
            return TEXTS;
          }
        });
  }

  VerbalizerContext context(Support support) {
    return new VerbalizerContext(tokenizer, model, Seeds.of(1), support, false);
  }

  @Override
  public void close() {
    labelled.close();
    unlabelled.close();
    model.close();
    tokenizer.close();
  }
}
