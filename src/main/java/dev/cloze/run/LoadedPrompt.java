package dev.cloze.run;

import dev.cloze.plm.ModelShape;
import dev.cloze.prompt.PromptModel;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.verbalizer.ManualVerbalizer;
import java.util.Optional;

/** A prompt on a loaded model. */
record LoadedPrompt(
    PretrainedTokenizer pretrained,
    PromptModel model,
    PromptTokenizer tokenizer,
    Optional<ManualVerbalizer> verbalizer)
    implements AutoCloseable {

  ModelShape shape() {
    return model.model().shape();
  }

  PromptClassifier classifier() {
    return new PromptClassifier(model, tokenizer, verbalizer.orElseThrow());
  }

  @Override
  public void close() {
    model.close();
    pretrained.close();
  }
}
