package dev.cloze.task;

import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.prompt.Batches;
import dev.cloze.prompt.KeptRows;
import dev.cloze.prompt.PromptModel;
import dev.cloze.prompt.SoftRows;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.verbalizer.Calibration;
import dev.cloze.verbalizer.CalibrationOptions;
import dev.cloze.verbalizer.Calibrator;
import dev.cloze.verbalizer.ChosenWords;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.Verbalizer;
import dev.cloze.verbalizer.VerbalizerContext;
import dev.cloze.verbalizer.VerbalizerError;
import dev.cloze.verbalizer.VerbalizerState;
import java.util.List;
import java.util.Optional;

/**
 * Puts a prompt on a model: tokenizer, soft rows, then the verbalizer, whose words may be chosen
 * and whose calibration is taken from support texts.
 *
 * @param options how the model is loaded
 * @param seeds what fresh numbers are drawn from
 * @param texts what the verbalizer is made from
 * @param shared one copy of the weights for several prompts
 */
record PromptLoader(
    PromptParts parts,
    LoadOptions options,
    Seeds seeds,
    SupportTexts texts,
    Optional<SharedModels> shared) {

  /** The verbalizer and what it was made of. */
  private record Made(Verbalizer verbalizer, VerbalizerState state) {}

  /**
   * Loads.
   *
   * @param known what an earlier loading found from its support texts
   */
  LoadedPrompt load(Optional<VerbalizerState> known) {
    if (known.isEmpty()) {
      parts.requireFit();
    }
    LanguageModel loaded =
        shared
            .map(models -> models.load(parts.model(), options))
            .orElseGet(() -> Architectures.load(parts.model(), options));
    PretrainedTokenizer pretrained = null;
    try {
      pretrained = PretrainedTokenizer.load(parts.model());
      return put(pretrained, loaded, known);
    } catch (RuntimeException e) {
      if (pretrained != null) {
        pretrained.close();
      }
      loaded.close();
      throw e;
    }
  }

  private LoadedPrompt put(
      PretrainedTokenizer pretrained, LanguageModel loaded, Optional<VerbalizerState> known) {
    PromptTokenizer tokenizer = tokenizer(pretrained, loaded.shape());
    Optional<SoftRows> softRows = softRows(tokenizer, loaded);
    KeptRows rows = shared.map(SharedModels::rows).orElseGet(KeptRows::new);
    Optional<DemonstrationSampler> demonstrations = Optional.empty();
    try {
      demonstrations = parts.demonstrations().map(this::sampler);
      SupportPrompts prompts = new SupportPrompts(tokenizer, demonstrations);
      PromptModel model = new PromptModel(loaded, softRows, options.compute());
      Optional<Made> made =
          parts.words().map(words -> made(words, pretrained, model, prompts, rows, known));
      return new LoadedPrompt(
          pretrained,
          model,
          tokenizer,
          made.map(Made::verbalizer),
          made.map(Made::state),
          demonstrations,
          rows,
          shared.isEmpty());
    } catch (RuntimeException e) {
      if (shared.isEmpty()) {
        rows.close();
      }
      demonstrations.ifPresent(DemonstrationSampler::close);
      softRows.ifPresent(SoftRows::close);
      throw e;
    }
  }

  private PromptTokenizer tokenizer(PretrainedTokenizer pretrained, ModelShape shape) {
    int room = parts.words().map(words -> parts.maker().room(words, pretrained)).orElse(0);
    requireRoom(room, shape);
    PromptTokenizer tokenizer =
        new PromptTokenizer(
            pretrained,
            parts.template(),
            shape.kind(),
            parts
                .tokens()
                .withMaxLength(Math.min(parts.tokens().maxLength(), shape.positions() - room)));
    return parts
        .words()
        .map(
            words ->
                tokenizer
                    .withReads(parts.maker().reads())
                    .withAnswers(parts.maker().answers(words)))
        .orElse(tokenizer);
  }

  private static void requireRoom(int room, ModelShape shape) {
    if (room >= shape.positions()) {
      throw new ClozeException(
          VerbalizerError.ANSWER_LENGTH,
          "label words: an answer may take %d tokens, and the model has %d positions for a text;"
              + " shorten the words, or lower most_tokens",
          room + 1,
          shape.positions());
    }
  }

  private Optional<SoftRows> softRows(PromptTokenizer tokenizer, LanguageModel loaded) {
    if (tokenizer.softLayout().rows() == 0) {
      return Optional.empty();
    }
    SoftRows rows = SoftRows.start(tokenizer.softLayout(), loaded, parts.soft(), seeds).trained();
    // before the verbalizer is learned on what the model says with them
    parts.start().ifPresent(path -> SoftPromptFile.at(path).readInto(rows));
    return Optional.of(rows);
  }

  private DemonstrationSampler sampler(SampledDemonstrations sampled) {
    return DemonstrationSampler.of(
        sampled, sampled.pool(parts.words().orElseThrow(), parts.maker()), seeds);
  }

  private Made made(
      LabelWords given,
      PretrainedTokenizer pretrained,
      PromptModel model,
      SupportPrompts prompts,
      KeptRows rows,
      Optional<VerbalizerState> known) {
    try (SupportRows support =
        new SupportRows(model, prompts, known.isPresent() ? SupportTexts.NONE : texts, rows)) {
      VerbalizerContext context =
          new VerbalizerContext(pretrained, model.model(), seeds, support, known.isPresent());
      ChosenWords words =
          known.map(VerbalizerState::words).orElseGet(() -> parts.maker().choose(given, context));
      Verbalizer fresh = parts.maker().make(words.words(), context);
      try {
        // before it is calibrated by what it says with them
        parts.start().ifPresent(path -> SoftPromptFile.at(path).readInto(fresh));
        Optional<Calibration> calibration =
            known.isPresent()
                ? known.get().calibration()
                : parts
                    .calibration()
                    .map(asked -> calibration(asked, fresh, model, prompts, support));
        return new Made(
            calibration.map(fresh::calibrated).orElse(fresh),
            new VerbalizerState(words, calibration));
      } catch (RuntimeException e) {
        fresh.close();
        throw e;
      }
    }
  }

  private Calibration calibration(
      CalibrationOptions asked,
      Verbalizer verbalizer,
      PromptModel model,
      SupportPrompts prompts,
      SupportRows support) {
    Calibrator calibrator = new Calibrator(verbalizer);
    boolean empty = isByEmptyText(asked);
    if (!empty && !verbalizer.readsAgain()) {
      support.unlabelled().ifPresent(calibrator::add);
      return calibrator.calibration();
    }
    List<EncodedPrompt> encoded =
        prompts.encodeAll(
            empty ? List.of(EmptyExample.of(parts.template())) : texts.unlabelledFirst());
    for (List<Integer> batch : Batches.byLength(encoded, PromptClassifier.TOKENS_PER_BATCH)) {
      List<EncodedPrompt> chosen = batch.stream().map(encoded::get).toList();
      Gradients.pausing(
          () ->
              Scope.get(
                  () -> {
                    calibrator.add(model.score(prompts.collate(chosen)));
                    return chosen.size();
                  }));
    }
    return calibrator.calibration();
  }

  private boolean isByEmptyText(CalibrationOptions asked) {
    return asked.from() == CalibrationOptions.From.EMPTY
        || (asked.from() == CalibrationOptions.From.AUTO && texts.unlabelledFirst().isEmpty());
  }
}
