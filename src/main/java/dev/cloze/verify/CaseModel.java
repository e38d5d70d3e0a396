package dev.cloze.verify;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.Seeds;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.MaskStates;
import dev.cloze.prompt.PromptModel;
import dev.cloze.prompt.SoftRows;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.ModelKind;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptBatch;
import dev.cloze.tokenize.SoftLayout;
import dev.cloze.verbalizer.Calibrator;
import dev.cloze.verbalizer.LabelWordTokens;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizer;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import dev.cloze.verbalizer.MultiTokenHandler;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A checkpoint of a recording, loaded once for all cases that use it. */
final class CaseModel implements AutoCloseable {
  private static final String CALIBRATED = "calibrated";

  private final Recording recording;
  private final String name;
  private final PretrainedTokenizer tokenizer;
  private final LanguageModel model;
  private final Map<String, ManualVerbalizer> verbalizers = new HashMap<>();

  CaseModel(Recording recording, String name) {
    this.recording = recording;
    this.name = name;
    Path folder = recording.folder().resolve(name);
    this.model = Architectures.load(folder, LoadOptions.defaults());
    try {
      this.tokenizer = PretrainedTokenizer.load(folder);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  PretrainedTokenizer tokenizer() {
    return tokenizer;
  }

  LanguageModel model() {
    return model;
  }

  ModelKind kind() {
    return model.shape().kind();
  }

  boolean isRoberta() {
    return model.shape().modelType().equals("roberta");
  }

  boolean causal() {
    return kind() == ModelKind.CAUSAL;
  }

  int positions() {
    return model.shape().positions();
  }

  /** The embedding of a token. */
  float[] embedding(int token) {
    return Scope.get(
        () ->
            model
                .embed(
                    Pass.scoring(Plan.EMPTY, NumberFormat.F32), Tensor.of(new long[] {token}, 1, 1))
                .toFloats());
  }

  /** Soft rows as they start, for a case that none were recorded of. */
  float[] freshRows(SoftLayout layout, Seeds seeds) {
    try (SoftRows rows = SoftRows.start(layout, model, seeds)) {
      return rows.tensor().toFloats();
    }
  }

  /**
   * Runs prompts as one batch and gives what the model says at the masks to {@code use}, in whose
   * time the states may be asked.
   */
  <T> T score(
      List<EncodedPrompt> prompts, Optional<float[]> softRows, Function<MaskStates, T> use) {
    int hidden = model.shape().hidden();
    PromptBatch batch = PromptBatch.collate(prompts, tokenizer.padId(), kind().paddingSide());
    Optional<SoftRows> soft =
        softRows
            .filter(rows -> rows.length > 0)
            .map(rows -> SoftRows.of(rows, rows.length / hidden, hidden));
    try {
      return Scope.get(
          () -> use.apply(new PromptModel(model, soft, NumberFormat.F32).score(batch)));
    } finally {
      soft.ifPresent(SoftRows::close);
    }
  }

  /**
   * The verbalizer of {@code SET/HANDLER} or {@code SET/HANDLER/calibrated}.
   *
   * @param anyWord whether words that the vocabulary lacks are scored by the unknown token, as
   *     OpenPrompt does, rather than refused
   */
  ManualVerbalizer verbalizer(RecordedValue place, String key, boolean anyWord) {
    return verbalizers.computeIfAbsent(
        anyWord + "/" + key, known -> newVerbalizer(place, key, anyWord));
  }

  private ManualVerbalizer newVerbalizer(RecordedValue place, String key, boolean anyWord) {
    List<String> parts = Splitter.on('/').splitToList(key);
    boolean calibrated = parts.size() == 3 && parts.get(2).equals(CALIBRATED);
    LabelWords words = recording.labelWords().get(parts.get(0));
    if (words == null || parts.size() < 2 || (parts.size() > 2 && !calibrated)) {
      throw place.wrong("scores of a set of label_words, as SET/HANDLER or SET/HANDLER/calibrated");
    }
    ManualVerbalizerOptions options =
        ManualVerbalizerOptions.defaults().withHandler(MultiTokenHandler.named(parts.get(1)));
    OptionalInt unknown = anyWord ? OptionalInt.empty() : tokenizer.unknown();
    LabelWordTokens tokens =
        LabelWordTokens.of(words, tokenizer::encode, unknown, tokenizer::token);
    ManualVerbalizer verbalizer = ManualVerbalizer.of(tokens, tokenizer::token, options);
    return calibrated ? calibrated(place, verbalizer) : verbalizer;
  }

  private ManualVerbalizer calibrated(RecordedValue place, ManualVerbalizer verbalizer) {
    ImmutableDoubleArray support = recording.support().get(name);
    if (support == null || support.length() < model.shape().vocabulary()) {
      throw place.wrong("calibrate_logits of " + name + " for its whole vocabulary");
    }
    Calibrator calibrator = verbalizer.calibrator();
    calibrator.add(new SupportStates(support));
    return verbalizer.calibrated(calibrator.calibration());
  }

  /** The sets of label words that have a word that the vocabulary lacks. */
  ImmutableList<String> setsWithUnknownWords() {
    return recording.labelWords().entrySet().stream()
        .filter(
            set ->
                tokenizer.unknown().isPresent()
                    && LabelWordTokens.of(
                            set.getValue(),
                            tokenizer::encode,
                            OptionalInt.empty(),
                            tokenizer::token)
                        .entries()
                        .stream()
                        .anyMatch(entry -> entry.ids().contains(tokenizer.unknown().getAsInt())))
        .map(Map.Entry::getKey)
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
