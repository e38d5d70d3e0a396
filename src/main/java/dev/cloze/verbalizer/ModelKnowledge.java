package dev.cloze.verbalizer;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.data.Example;
import dev.cloze.knowledge.KnowledgeBase;
import dev.cloze.plm.LanguageModel;
import dev.cloze.prompt.MaskStates;
import dev.cloze.prompt.PromptModel;
import dev.cloze.template.Template;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.util.List;

/**
 * The language model as a knowledge base: the likeliest whole words at the mask of sentences such
 * as "sport means the same as ...". It knows each word that it can read.
 */
public final class ModelKnowledge implements KnowledgeBase {
  private final PromptModel model;
  private final ImmutableList<PromptTokenizer> prompts;
  private final WholeWords words;
  private final int count;

  private ModelKnowledge(
      PromptModel model, ImmutableList<PromptTokenizer> prompts, WholeWords words, int count) {
    this.model = model;
    this.prompts = prompts;
    this.words = words;
    this.count = count;
  }

  /**
   * Asks a model, which stays its owner's.
   *
   * @param prefix what stands before a word when it is tokenized
   * @throws dev.cloze.base.ClozeException where a template cannot be read, has no mask, or is none
   *     for this model
   */
  public static ModelKnowledge of(
      LanguageModel model,
      PretrainedTokenizer tokenizer,
      String prefix,
      ModelKnowledgeOptions options) {
    ImmutableList<PromptTokenizer> prompts =
        options.templates().stream()
            .map(
                text ->
                    new PromptTokenizer(
                        tokenizer,
                        Template.parse(text).requireMask(),
                        model.shape().kind(),
                        PromptTokenizerOptions.defaults()))
            .collect(ImmutableList.toImmutableList());
    ImmutableSet<String> stopWords = ImmutableSet.copyOf(options.stopWords());
    WholeWords words =
        WholeWords.of(tokenizer, model.shape().vocabulary(), prefix, options.lettersOnly())
            .where(text -> !stopWords.contains(Ascii.toLowerCase(text)));
    return new ModelKnowledge(new PromptModel(model), prompts, words, options.words());
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public ImmutableList<String> related(String word) {
    WholeWords others = words.where(text -> !Ascii.equalsIgnoreCase(text, word));
    long[] ids = others.ids().stream().asLongStream().toArray();
    if (ids.length == 0) {
      return ImmutableList.of();
    }
    return Gradients.pausing(
        () ->
            Scope.get(
                () -> {
                  Tensor own = Indexing.select(logs(word), 1, Tensor.of(ids, ids.length)); // [1,K]
                  Tensor top = Indexing.topIds(own, Math.min(count, ids.length));
                  return top.toLongs().stream()
                      .mapToObj(place -> others.words().get((int) place))
                      .collect(ImmutableList.toImmutableList());
                }));
  }

  /** The sum over the templates of the log-probabilities at the mask, [1,V]. */
  private Tensor logs(String word) {
    Example example = Example.of("").withMeta("word", word);
    return prompts.stream()
        .map(
            prompt -> {
              MaskStates states = model.score(prompt.batch(List.of(example)));
              ManualVerbalizer.requireOneMask(states);
              return Losses.logSoftmax(states.logits());
            })
        .reduce(Arithmetic::add)
        .orElseThrow();
  }
}
