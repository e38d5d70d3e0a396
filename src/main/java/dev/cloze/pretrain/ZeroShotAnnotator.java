package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptParts;
import dev.cloze.task.SupportTexts;
import dev.cloze.verbalizer.CalibrationOptions;
import java.util.List;
import java.util.Optional;

/**
 * The frozen model itself, asked with the template before anything of it is trained, and calibrated
 * on sentences without labels (Zhao et al. 2021): a common label word would win most of them
 * otherwise, whatever they say.
 */
final class ZeroShotAnnotator implements Annotator {
  private static final int SUPPORT = 256;

  private final LoadedPrompt prompt;

  /**
   * Loads a model.
   *
   * @param parts with a template without soft tokens, so that nothing is drawn
   * @param sentences of which the first ones calibrate
   */
  ZeroShotAnnotator(PromptParts parts, LoadOptions options, List<String> sentences) {
    ImmutableList<Example> support =
        sentences.stream().limit(SUPPORT).map(Example::of).collect(ImmutableList.toImmutableList());
    this.prompt =
        parts
            .withCalibration(CalibrationOptions.defaults())
            .load(
                options,
                Seeds.of(0),
                new SupportTexts(ImmutableList.of(), support),
                Optional.empty());
  }

  @Override
  public ImmutableList<String> labels() {
    return prompt.classifier().labels();
  }

  @Override
  public ImmutableList<Prediction> predict(List<Example> sentences) {
    return prompt.classifier().predict(sentences);
  }

  @Override
  public void close() {
    prompt.close();
  }
}
