package dev.cloze.task;

import com.google.common.base.Ascii;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.hub.DefaultModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.SoftOptions;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.CalibrationOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import dev.cloze.verbalizer.VerbalizerMaker;
import dev.cloze.verbalizer.VerbalizerState;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a classifier is put together of.
 *
 * @param model the folder of the language model, in Hugging Face layout
 * @param template what stands around an example
 * @param words the label words, where there are labels
 * @param maker how labels are scored: the options of a kind of verbalizer
 * @param calibration whether what labels get anyway is taken off
 * @param tokens the longest prompt; where the model has fewer positions, these are the limit
 * @param soft how the rows of soft tokens are trained
 * @param start a {@link SoftPromptFile}, or a folder that holds one, that soft rows and label
 *     vectors start from; where absent they start afresh
 * @param demonstrations what examples are shown with, where that is drawn for them
 */
public record PromptParts(
    Path model,
    Template template,
    Optional<LabelWords> words,
    VerbalizerMaker maker,
    Optional<CalibrationOptions> calibration,
    PromptTokenizerOptions tokens,
    SoftOptions soft,
    Optional<Path> start,
    Optional<SampledDemonstrations> demonstrations) {

  /** A classifier by label words, with the default options. */
  public static PromptParts of(Path model, Template template, LabelWords words) {
    return new PromptParts(
        model,
        template,
        Optional.of(words),
        ManualVerbalizerOptions.defaults(),
        Optional.empty(),
        PromptTokenizerOptions.defaults(),
        SoftOptions.defaults(),
        Optional.empty(),
        Optional.empty());
  }

  /** A classifier by label words on the {@link DefaultModel}. */
  public static PromptParts of(Template template, LabelWords words) {
    return of(DefaultModel.folder(), template, words);
  }

  /** The same with labels scored another way. */
  public PromptParts withVerbalizer(VerbalizerMaker newMaker) {
    return new PromptParts(
        model, template, words, newMaker, calibration, tokens, soft, start, demonstrations);
  }

  /** The same, calibrated. */
  public PromptParts withCalibration(CalibrationOptions newCalibration) {
    return new PromptParts(
        model,
        template,
        words,
        maker,
        Optional.of(newCalibration),
        tokens,
        soft,
        start,
        demonstrations);
  }

  /** The same with prompts of another length. */
  public PromptParts withTokens(PromptTokenizerOptions newTokens) {
    return new PromptParts(
        model, template, words, maker, calibration, newTokens, soft, start, demonstrations);
  }

  /** The same with soft rows that are trained another way. */
  public PromptParts withSoft(SoftOptions newSoft) {
    return new PromptParts(
        model, template, words, maker, calibration, tokens, newSoft, start, demonstrations);
  }

  /** The same with soft rows that start from those of a file. */
  public PromptParts withStart(Path newStart) {
    return new PromptParts(
        model,
        template,
        words,
        maker,
        calibration,
        tokens,
        soft,
        Optional.of(newStart),
        demonstrations);
  }

  /** The same with demonstrations that are drawn for each text. */
  public PromptParts withDemonstrations(SampledDemonstrations sampled) {
    return new PromptParts(
        model, template, words, maker, calibration, tokens, soft, start, Optional.of(sampled));
  }

  /** {@link #load(LoadOptions, Seeds, SupportTexts, Optional)} without support texts. */
  public LoadedPrompt load(LoadOptions options, Seeds seeds) {
    return load(options, seeds, SupportTexts.NONE, Optional.empty());
  }

  /**
   * Loads the model and puts the prompt on it. Soft rows and what the verbalizer has to train are
   * ready to be trained; the model is where {@code options} says so.
   *
   * @param seeds what fresh soft rows are drawn from
   * @param texts what a verbalizer is made from that looks at examples, and calibrated by
   * @param shared one copy of the weights for several prompts; to be closed after them
   * @throws dev.cloze.base.ClozeException with a code of {@link TaskError} where {@code start} is
   *     not there or does not fit, or where an encoder has no rows to compute or stands beside it;
   *     with one of {@link dev.cloze.verbalizer.VerbalizerError}; what loading a model throws
   */
  public LoadedPrompt load(
      LoadOptions options, Seeds seeds, SupportTexts texts, Optional<SharedModels> shared) {
    LoadedPrompt fresh =
        new PromptLoader(this, options, seeds, texts, shared).load(Optional.empty());
    try {
      start.ifPresent(path -> SoftPromptFile.at(path).readInto(fresh));
      return fresh;
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  /**
   * Loads what was loaded before, without its support texts: the same words and calibration, and
   * numbers that are yet to be read in; soft rows are there without an encoder, as a training
   * leaves them.
   */
  public LoadedPrompt restore(LoadOptions options, Seeds seeds, VerbalizerState state) {
    return restore(options, seeds, state, Optional.empty());
  }

  /**
   * {@link #restore(LoadOptions, Seeds, VerbalizerState)} on weights that several prompts share.
   *
   * @param shared to be closed after them; nothing may be read into the model then
   */
  public LoadedPrompt restore(
      LoadOptions options, Seeds seeds, VerbalizerState state, Optional<SharedModels> shared) {
    return new PromptLoader(
            withSoft(SoftOptions.defaults()), options, seeds, SupportTexts.NONE, shared)
        .load(Optional.of(state));
  }

  /**
   * Checks what can be checked before a model is loaded: that the template asks as many masks as
   * the verbalizer reads, that its words are such as it takes, and that an encoder of soft rows has
   * something to compute, and from.
   *
   * @throws ClozeException {@link TaskError#ENCODED_START}, {@link TaskError#NOTHING_TO_ENCODE};
   *     what {@link SampledDemonstrations#requireFit} throws; with a code of {@link
   *     dev.cloze.verbalizer.VerbalizerError}
   */
  public void requireFit() {
    words.ifPresent(
        given -> {
          maker.requireMasks(template.masks());
          maker.requireWords(given);
          demonstrations.ifPresent(shown -> shown.requireFit(template, given, maker, false));
        });
    if (soft.encoder() == SoftOptions.Encoder.NONE) {
      return;
    }
    String encoder = Ascii.toLowerCase(soft.encoder().name());
    if (start.isPresent()) {
      throw new ClozeException(
          TaskError.ENCODED_START,
          "%s: its rows are what an encoder would compute, and soft.encoder of '%s' needs what it"
              + " computes from; leave out start or the encoder",
          start.get(),
          encoder);
    }
    if (template.softGroups().isEmpty()) {
      throw new ClozeException(
          TaskError.NOTHING_TO_ENCODE,
          "soft.encoder is '%s', and the template has no soft tokens whose rows it could compute;"
              + " give it some, such as {\"soft\"}, or leave out the encoder",
          encoder);
    }
  }
}
