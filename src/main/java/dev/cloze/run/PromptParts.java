package dev.cloze.run;

import dev.cloze.base.Seeds;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.prompt.PromptModel;
import dev.cloze.prompt.SoftRows;
import dev.cloze.template.Template;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizer;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a prompt is put together of.
 *
 * @param model the folder of the language model
 * @param words the label words, where there are labels
 * @param tokens the longest prompt; where the model has fewer positions, these are the limit
 */
record PromptParts(
    Path model,
    Template template,
    Optional<LabelWords> words,
    ManualVerbalizerOptions verbalizer,
    PromptTokenizerOptions tokens) {

  /**
   * Loads the model and puts the prompt on it.
   *
   * @param trained whether all of the model is to be trained
   * @param seeds what fresh soft rows are drawn from
   */
  LoadedPrompt load(NumberFormat format, boolean trained, Seeds seeds) {
    LanguageModel loaded =
        Architectures.load(
            model, trained ? LoadOptions.trained(format) : LoadOptions.frozen(format));
    PretrainedTokenizer pretrained = null;
    try {
      pretrained = PretrainedTokenizer.load(model);
      return put(pretrained, loaded, format, trained, seeds);
    } catch (RuntimeException e) {
      if (pretrained != null) {
        pretrained.close();
      }
      loaded.close();
      throw e;
    }
  }

  private LoadedPrompt put(
      PretrainedTokenizer pretrained,
      LanguageModel loaded,
      NumberFormat format,
      boolean trained,
      Seeds seeds) {
    ModelShape shape = loaded.shape();
    Optional<ManualVerbalizer> scored =
        words.map(labels -> ManualVerbalizer.of(labels, pretrained, verbalizer));
    PromptTokenizer tokenizer =
        new PromptTokenizer(
            pretrained,
            template,
            shape.kind(),
            tokens.withMaxLength(Math.min(tokens.maxLength(), shape.positions())));
    Optional<SoftRows> softRows =
        tokenizer.softLayout().rows() == 0
            ? Optional.empty()
            : Optional.of(SoftRows.start(tokenizer.softLayout(), loaded, seeds))
                .map(rows -> trained ? rows.trained() : rows);
    return new LoadedPrompt(
        pretrained, new PromptModel(loaded, softRows, format), tokenizer, scored);
  }
}
