package dev.cloze.run;

import dev.cloze.base.Seeds;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
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
   * Loads the model and puts the prompt on it. The words are checked before the weights are read.
   *
   * @param trained whether all of the model is to be trained
   * @param seeds what fresh soft rows are drawn from
   */
  LoadedPrompt load(NumberFormat format, boolean trained, Seeds seeds) {
    PretrainedTokenizer pretrained = PretrainedTokenizer.load(model);
    LanguageModel loaded = null;
    try {
      Optional<ManualVerbalizer> scored =
          words.map(w -> ManualVerbalizer.of(w, pretrained, verbalizer));
      loaded =
          Architectures.load(
              model, trained ? LoadOptions.trained(format) : LoadOptions.frozen(format));
      PromptTokenizerOptions limited =
          tokens.withMaxLength(Math.min(tokens.maxLength(), loaded.shape().positions()));
      PromptTokenizer tokenizer =
          new PromptTokenizer(pretrained, template, loaded.shape().kind(), limited);
      Optional<SoftRows> softRows =
          tokenizer.softLayout().rows() == 0
              ? Optional.empty()
              : Optional.of(SoftRows.start(tokenizer.softLayout(), loaded, seeds));
      return new LoadedPrompt(
          pretrained, new PromptModel(loaded, softRows, format), tokenizer, scored);
    } catch (RuntimeException e) {
      if (loaded != null) {
        loaded.close();
      }
      pretrained.close();
      throw e;
    }
  }
}
