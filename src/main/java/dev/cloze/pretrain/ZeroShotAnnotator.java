package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptClassifier;
import dev.cloze.task.PromptParts;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import dev.cloze.verbalizer.Calibrator;
import dev.cloze.verbalizer.ManualVerbalizer;
import java.util.List;

/**
 * The frozen model itself, asked with the template before anything of it is trained, and calibrated
 * on sentences without labels (Zhao et al. 2021): a common label word would win most of them
 * otherwise, whatever they say.
 */
final class ZeroShotAnnotator implements Annotator {
  private static final int SUPPORT = 256;
  private static final int AT_ONCE = 32;

  private final LoadedPrompt prompt;
  private final PromptClassifier classifier;

  /**
   * Loads a model.
   *
   * @param parts with a template without soft tokens, so that nothing is drawn
   * @param sentences of which the first ones calibrate
   */
  ZeroShotAnnotator(PromptParts parts, LoadOptions options, List<String> sentences) {
    this.prompt = parts.load(options, Seeds.of(0));
    try {
      this.classifier = calibrated(sentences.stream().limit(SUPPORT).map(Example::of).toList());
    } catch (RuntimeException e) {
      prompt.close();
      throw e;
    }
  }

  private PromptClassifier calibrated(List<Example> support) {
    ManualVerbalizer words = (ManualVerbalizer) prompt.verbalizer().orElseThrow();
    Calibrator calibrator = words.calibrator();
    for (List<Example> batch : Lists.partition(support, AT_ONCE)) {
      Gradients.pausing(
          () ->
              Scope.get(
                  () -> {
                    calibrator.add(prompt.model().score(prompt.tokenizer().batch(batch)));
                    return batch.size();
                  }));
    }
    return new PromptClassifier(
        prompt.model(), prompt.tokenizer(), words.calibrated(calibrator.calibration()));
  }

  @Override
  public ImmutableList<String> labels() {
    return classifier.labels();
  }

  @Override
  public ImmutableList<Prediction> predict(List<Example> sentences) {
    return classifier.predict(sentences);
  }

  @Override
  public void close() {
    prompt.close();
  }
}
