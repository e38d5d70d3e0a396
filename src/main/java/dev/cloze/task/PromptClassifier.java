package dev.cloze.task;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.prompt.Batches;
import dev.cloze.prompt.KeptRows;
import dev.cloze.prompt.MaskRows;
import dev.cloze.prompt.PromptModel;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.verbalizer.Verbalizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Classifies texts with a language model, a template and a verbalizer. Safe for many threads: they
 * share the model's weights and nothing else.
 *
 * @param model the language model with its prompt
 * @param tokenizer the template, bound to the model's tokenizer
 * @param verbalizer turns the model's words into labels
 * @param tokensPerBatch how many tokens a batch may hold when scoring
 * @param rows where given, what a model that does not train says of prompts is kept there; then for
 *     one thread
 * @param demonstrations where given, draws what examples are shown with
 */
public record PromptClassifier(
    PromptModel model,
    PromptTokenizer tokenizer,
    Verbalizer verbalizer,
    int tokensPerBatch,
    Optional<KeptRows> rows,
    Optional<DemonstrationSampler> demonstrations) {
  /** As many tokens as 32 news items of 64 tokens have. */
  public static final int TOKENS_PER_BATCH = 2048;

  /** A classifier with {@value #TOKENS_PER_BATCH} tokens a batch. */
  public PromptClassifier(PromptModel model, PromptTokenizer tokenizer, Verbalizer verbalizer) {
    this(model, tokenizer, verbalizer, TOKENS_PER_BATCH);
  }

  /** A classifier that keeps no rows. */
  public PromptClassifier(
      PromptModel model, PromptTokenizer tokenizer, Verbalizer verbalizer, int tokensPerBatch) {
    this(model, tokenizer, verbalizer, tokensPerBatch, Optional.empty(), Optional.empty());
  }

  /** The same, which keeps what a model that does not train says of prompts. */
  public PromptClassifier keeping(KeptRows kept) {
    return new PromptClassifier(
        model, tokenizer, verbalizer, tokensPerBatch, Optional.of(kept), demonstrations);
  }

  /** The same, which draws the demonstrations that examples are shown with; stays the caller's. */
  public PromptClassifier showing(DemonstrationSampler sampler) {
    return new PromptClassifier(
        model, tokenizer, verbalizer, tokensPerBatch, rows, Optional.of(sampler));
  }

  /** Whether rows of the model may be kept: it says the same each time, and is not run again. */
  public boolean rowsStay() {
    return model.isFixed() && !verbalizer.readsAgain();
  }

  /**
   * Whether they may be kept while training too: there, demonstrations are drawn anew each time.
   */
  public boolean rowsStayInTraining() {
    return rowsStay() && demonstrations.isEmpty();
  }

  /** How many prompts an example has: one, or one for each set of demonstrations. */
  public int sets() {
    return demonstrations.map(DemonstrationSampler::sets).orElse(1);
  }

  /** The {@link #sets()} prompts of each example: those of the first, then those of the second. */
  public ImmutableList<EncodedPrompt> encodeAll(List<Example> examples) {
    return tokenizer.encodeAll(
        demonstrations.<List<Example>>map(sampler -> sampler.sets(examples)).orElse(examples));
  }

  /** The {@link #sets()} prompts of one example. */
  public ImmutableList<EncodedPrompt> encode(Example example) {
    return demonstrations.isPresent()
        ? encodeAll(List.of(example))
        : ImmutableList.of(tokenizer.encode(example));
  }

  /** The names of the labels, in the order of their numbers. */
  public ImmutableList<String> labels() {
    return verbalizer.labels();
  }

  /** The name of the likeliest label of a text, which becomes the template's {@code text_a}. */
  public String classify(String text) {
    return classify(List.of(text)).get(0);
  }

  /** The names of the likeliest labels of texts, in their order. */
  public ImmutableList<String> classify(List<String> texts) {
    return predict(texts.stream().map(Example::of).toList()).stream()
        .map(prediction -> labels().get(prediction.label()))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * The tensors that a training moves: those of the language model, where it was loaded to be
   * trained, soft rows, and what the verbalizer trains.
   */
  public ImmutableList<Tensor> trainable() {
    return Stream.concat(model.tensors().stream(), verbalizer.parameters().values().stream())
        .filter(Tensor::isTrainable)
        .collect(ImmutableList.toImmutableList());
  }

  /** Classifies examples; the predictions come in their order. */
  public ImmutableList<Prediction> predict(List<Example> examples) {
    return predict(examples, Progress.SILENT);
  }

  /** Classifies examples and tells how far it is. */
  public ImmutableList<Prediction> predict(List<Example> examples, Progress progress) {
    return predictPrompts(encodeAll(examples), progress);
  }

  /**
   * Classifies the examples whose prompts {@link #encodeAll} has made: where an example has several
   * sets of demonstrations, the mean of the log-scores over them decides.
   */
  public ImmutableList<Prediction> predictPrompts(List<EncodedPrompt> prompts, Progress progress) {
    return answers(prompts, 0, progress).stream()
        .map(Answer::prediction)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Classifies as {@link #predictPrompts}, and tells what the model would say at the masks.
   *
   * @param tokens how many of the likeliest tokens are wanted; 0 is faster than 1, for it scores
   *     only the labels' words
   */
  public ImmutableList<Answer> answers(List<EncodedPrompt> prompts, int tokens, Progress progress) {
    SetMeans means = new SetMeans(prompts, verbalizer, sets(), tokens);
    Optional<MaskRows> kept =
        rows.filter(store -> rowsStay() && store.fits(model, prompts))
            .map(store -> store.of(model, prompts, tokenizer::collate));
    try (Progress.Task task = progress.start("scoring", prompts.size())) {
      for (ImmutableList<Integer> batch : Batches.byLength(prompts, tokensPerBatch)) {
        List<EncodedPrompt> chosen = batch.stream().map(prompts::get).toList();
        Gradients.pausing(
            () ->
                Scope.get(
                    () -> {
                      means.add(
                          batch,
                          kept.map(rows -> rows.at(batch))
                              .orElseGet(() -> model.score(tokenizer.collate(chosen))));
                      return chosen.size();
                    }));
        task.advance(chosen.size());
      }
    } finally {
      kept.ifPresent(MaskRows::close);
    }
    return means.answers();
  }
}
