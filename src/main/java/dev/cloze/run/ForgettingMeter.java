package dev.cloze.run;

import dev.cloze.base.ClozeException;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.ModelShape;
import dev.cloze.pretrain.MaskedText;
import dev.cloze.pretrain.Objective;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tokenize.ModelKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Measures how well a model names hidden tokens of running text, before it is tuned and after. */
final class ForgettingMeter {
  static final String BEFORE = "forgetting.json";

  private final MaskedText text;
  private final LanguageModel model;
  private final NumberFormat format;
  private final Path before;

  private ForgettingMeter(MaskedText text, LanguageModel model, NumberFormat format, Path before) {
    this.text = text;
    this.model = model;
    this.format = format;
    this.before = before;
  }

  /**
   * A meter for a model that was loaded and not yet tuned.
   *
   * @param format what its layers compute in
   * @param before the file for what the untuned model reached, for all seeds and processes
   * @throws ClozeException {@link RunError#NOT_MASKED}; what {@link MaskedText#of} throws
   */
  static ForgettingMeter of(
      ForgettingOptions options, LoadedPrompt prompt, NumberFormat format, Path before) {
    ModelShape shape = prompt.shape();
    if (shape.kind() != ModelKind.MASKED) {
      throw new ClozeException(
          RunError.NOT_MASKED,
          "forgetting: %s is not a masked model, which alone can name hidden tokens; choose another"
              + " model or leave forgetting out",
          shape.modelType());
    }
    MaskedText text =
        MaskedText.of(options.corpus().corpus(), options.questions(), prompt.pretrained(), shape);
    return new ForgettingMeter(text, prompt.model().model(), format, before);
  }

  /** What the untuned model reaches, unless an earlier seed or process has measured it. */
  Objective.Score before() {
    if (!Files.exists(before)) {
      WholeFile.writeJson(before, text.score(model, format));
    }
    return WholeFile.readJson(before, Objective.Score.class);
  }

  /**
   * What the model reaches now.
   *
   * @param untuned what {@link #before} said
   * @param moved whether its weights could move
   */
  Forgetting after(Objective.Score untuned, boolean moved) {
    return new Forgetting(
        untuned, moved ? Optional.of(text.score(model, format)) : Optional.empty());
  }
}
