package dev.cloze.task;

import dev.cloze.plm.ModelShape;
import dev.cloze.prompt.PromptModel;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.verbalizer.Verbalizer;
import java.util.Optional;

/**
 * A prompt on a loaded model; owns all of it until it is closed.
 *
 * @param pretrained the model's tokenizer
 * @param model the model with the prompt's soft rows
 * @param tokenizer the template, bound to the tokenizer
 * @param verbalizer where there are labels
 */
public record LoadedPrompt(
    PretrainedTokenizer pretrained,
    PromptModel model,
    PromptTokenizer tokenizer,
    Optional<Verbalizer> verbalizer)
    implements AutoCloseable {

  /** Kind and sizes of the model. */
  public ModelShape shape() {
    return model.model().shape();
  }

  /** The classifier, where there are labels. */
  public PromptClassifier classifier() {
    return new PromptClassifier(model, tokenizer, verbalizer.orElseThrow());
  }

  @Override
  public void close() {
    verbalizer.ifPresent(Verbalizer::close);
    model.close();
    pretrained.close();
  }
}
