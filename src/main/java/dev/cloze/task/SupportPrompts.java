package dev.cloze.task;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PromptBatch;
import dev.cloze.tokenize.PromptTokenizer;
import java.util.List;
import java.util.Optional;

/**
 * Makes the prompts of support texts, one each: with their first set of demonstrations, where such
 * are drawn.
 */
record SupportPrompts(PromptTokenizer tokenizer, Optional<DemonstrationSampler> demonstrations) {
  ImmutableList<EncodedPrompt> encodeAll(List<Example> examples) {
    return tokenizer.encodeAll(
        demonstrations.<List<Example>>map(sampler -> sampler.first(examples)).orElse(examples));
  }

  PromptBatch collate(List<EncodedPrompt> prompts) {
    return tokenizer.collate(prompts);
  }
}
