package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tokenize.EncodedPrompt;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The prompts of a test set. Those of the first block are made at once, which is all of them where
 * a text has one prompt. Where it has one for each set of demonstrations, the others are made block
 * by block when they are asked about, so that memory does not grow with texts times sets.
 *
 * @param prompts those of the first block
 * @param rest the texts behind it
 * @param block how many texts with several prompts are asked about together
 */
record TestPrompts(ImmutableList<EncodedPrompt> prompts, ImmutableList<Example> rest, int block) {
  private static final int BLOCK = 1024;

  static TestPrompts of(PromptClassifier classifier, ImmutableList<Example> texts) {
    return of(classifier, texts, BLOCK);
  }

  static TestPrompts of(PromptClassifier classifier, ImmutableList<Example> texts, int block) {
    int first = classifier.sets() == 1 ? texts.size() : Math.min(block, texts.size());
    return new TestPrompts(
        classifier.encodeAll(texts.subList(0, first)), texts.subList(first, texts.size()), block);
  }

  /** One prompt of each text of the first block, by which lengths are told. */
  ImmutableList<EncodedPrompt> firstOfEach(int sets) {
    return IntStream.range(0, prompts.size() / sets)
        .mapToObj(text -> prompts.get(text * sets))
        .collect(ImmutableList.toImmutableList());
  }

  /** What is said of all texts, in their order. */
  ImmutableList<Prediction> predict(PromptClassifier classifier, Progress progress) {
    ImmutableList.Builder<Prediction> said = ImmutableList.builder();
    said.addAll(classifier.predictPrompts(prompts, progress));
    for (List<Example> block : Lists.partition(rest, block)) {
      said.addAll(classifier.predict(block, progress));
    }
    return said.build();
  }
}
