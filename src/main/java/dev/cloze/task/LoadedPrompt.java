package dev.cloze.task;

import dev.cloze.plm.ModelShape;
import dev.cloze.prompt.KeptRows;
import dev.cloze.prompt.PromptModel;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.verbalizer.Verbalizer;
import dev.cloze.verbalizer.VerbalizerState;
import java.util.Optional;

/**
 * A prompt on a loaded model; owns all of it until it is closed, but what is shared with others.
 *
 * @param pretrained the model's tokenizer
 * @param model the model with the prompt's soft rows
 * @param tokenizer the template, bound to the tokenizer
 * @param verbalizer where there are labels
 * @param state what of the verbalizer was found from examples, where there are labels
 * @param demonstrations what draws the demonstrations that examples are shown with
 * @param rows what a model that does not train said before
 * @param ownsRows whether nobody else has use for them
 */
public record LoadedPrompt(
    PretrainedTokenizer pretrained,
    PromptModel model,
    PromptTokenizer tokenizer,
    Optional<Verbalizer> verbalizer,
    Optional<VerbalizerState> state,
    Optional<DemonstrationSampler> demonstrations,
    KeptRows rows,
    boolean ownsRows)
    implements AutoCloseable {

  /** Kind and sizes of the model. */
  public ModelShape shape() {
    return model.model().shape();
  }

  /** The classifier, where there are labels. */
  public PromptClassifier classifier() {
    PromptClassifier plain = new PromptClassifier(model, tokenizer, verbalizer.orElseThrow());
    return demonstrations.map(plain::showing).orElse(plain);
  }

  /**
   * The same, which keeps what a model that does not train says of the prompts that it is given.
   */
  public PromptClassifier keepingClassifier() {
    return classifier().keeping(rows);
  }

  @Override
  public void close() {
    if (ownsRows) {
      rows.close();
    }
    demonstrations.ifPresent(DemonstrationSampler::close);
    verbalizer.ifPresent(Verbalizer::close);
    model.close();
    pretrained.close();
  }
}
