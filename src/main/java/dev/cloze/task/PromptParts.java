package dev.cloze.task;

import dev.cloze.base.Seeds;
import dev.cloze.hub.DefaultModel;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.prompt.PromptModel;
import dev.cloze.prompt.SoftRows;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.LabelWordTokens;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizer;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import dev.cloze.verbalizer.SoftVerbalizer;
import dev.cloze.verbalizer.Verbalizer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a classifier is put together of.
 *
 * @param model the folder of the language model, in Hugging Face layout
 * @param template what stands around an example
 * @param words the label words, where there are labels
 * @param kind how labels are scored
 * @param verbalizer how a manual verbalizer scores
 * @param tokens the longest prompt; where the model has fewer positions, these are the limit
 * @param start a {@link SoftPromptFile}, or a folder that holds one, that soft rows and label
 *     vectors start from; where absent they start afresh
 */
public record PromptParts(
    Path model,
    Template template,
    Optional<LabelWords> words,
    VerbalizerKind kind,
    ManualVerbalizerOptions verbalizer,
    PromptTokenizerOptions tokens,
    Optional<Path> start) {

  /** A classifier by label words, with the default options. */
  public static PromptParts of(Path model, Template template, LabelWords words) {
    return new PromptParts(
        model,
        template,
        Optional.of(words),
        VerbalizerKind.MANUAL,
        ManualVerbalizerOptions.defaults(),
        PromptTokenizerOptions.defaults(),
        Optional.empty());
  }

  /** A classifier by label words on the {@link DefaultModel}. */
  public static PromptParts of(Template template, LabelWords words) {
    return of(DefaultModel.folder(), template, words);
  }

  /** The same with labels scored another way. */
  public PromptParts withKind(VerbalizerKind newKind) {
    return new PromptParts(model, template, words, newKind, verbalizer, tokens, start);
  }

  /** The same with prompts of another length. */
  public PromptParts withTokens(PromptTokenizerOptions newTokens) {
    return new PromptParts(model, template, words, kind, verbalizer, newTokens, start);
  }

  /** The same with soft rows that start from those of a file. */
  public PromptParts withStart(Path newStart) {
    return new PromptParts(model, template, words, kind, verbalizer, tokens, Optional.of(newStart));
  }

  /**
   * Loads the model and puts the prompt on it. Soft rows and what the verbalizer has to train are
   * ready to be trained; the model is where {@code options} says so.
   *
   * @param seeds what fresh soft rows are drawn from
   * @throws dev.cloze.base.ClozeException with a code of {@link TaskError} where {@code start} is
   *     not there or does not fit; what loading a model throws
   */
  public LoadedPrompt load(LoadOptions options, Seeds seeds) {
    LoadedPrompt fresh = fresh(options, seeds);
    try {
      start.ifPresent(path -> SoftPromptFile.at(path).readInto(fresh));
      return fresh;
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  private LoadedPrompt fresh(LoadOptions options, Seeds seeds) {
    LanguageModel loaded = Architectures.load(model, options);
    PretrainedTokenizer pretrained = null;
    try {
      pretrained = PretrainedTokenizer.load(model);
      return put(pretrained, loaded, options, seeds);
    } catch (RuntimeException e) {
      if (pretrained != null) {
        pretrained.close();
      }
      loaded.close();
      throw e;
    }
  }

  private LoadedPrompt put(
      PretrainedTokenizer pretrained, LanguageModel loaded, LoadOptions options, Seeds seeds) {
    ModelShape shape = loaded.shape();
    PromptTokenizer tokenizer =
        new PromptTokenizer(
            pretrained,
            template,
            shape.kind(),
            tokens.withMaxLength(Math.min(tokens.maxLength(), shape.positions())));
    Optional<SoftRows> softRows =
        tokenizer.softLayout().rows() == 0
            ? Optional.empty()
            : Optional.of(SoftRows.start(tokenizer.softLayout(), loaded, seeds).trained());
    return new LoadedPrompt(
        pretrained,
        new PromptModel(loaded, softRows, options.compute()),
        tokenizer,
        words.map(labels -> verbalizer(labels, pretrained, loaded)));
  }

  private Verbalizer verbalizer(
      LabelWords labels, PretrainedTokenizer pretrained, LanguageModel loaded) {
    return kind == VerbalizerKind.MANUAL
        ? ManualVerbalizer.of(labels, pretrained, verbalizer)
        : SoftVerbalizer.of(LabelWordTokens.of(labels, pretrained), loaded);
  }
}
