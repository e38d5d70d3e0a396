package dev.cloze.task;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.prompt.Batches;
import dev.cloze.prompt.KeptRows;
import dev.cloze.prompt.MaskRows;
import dev.cloze.prompt.MaskStates;
import dev.cloze.prompt.PromptModel;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.verbalizer.Verbalizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
 */
public record PromptClassifier(
    PromptModel model,
    PromptTokenizer tokenizer,
    Verbalizer verbalizer,
    int tokensPerBatch,
    Optional<KeptRows> rows) {
  /** As many tokens as 32 news items of 64 tokens have. */
  public static final int TOKENS_PER_BATCH = 2048;

  /** A classifier with {@value #TOKENS_PER_BATCH} tokens a batch. */
  public PromptClassifier(PromptModel model, PromptTokenizer tokenizer, Verbalizer verbalizer) {
    this(model, tokenizer, verbalizer, TOKENS_PER_BATCH);
  }

  /** A classifier that keeps no rows. */
  public PromptClassifier(
      PromptModel model, PromptTokenizer tokenizer, Verbalizer verbalizer, int tokensPerBatch) {
    this(model, tokenizer, verbalizer, tokensPerBatch, Optional.empty());
  }

  /** The same, which keeps what a model that does not train says of prompts. */
  public PromptClassifier keeping(KeptRows kept) {
    return new PromptClassifier(model, tokenizer, verbalizer, tokensPerBatch, Optional.of(kept));
  }

  /** Whether rows of the model may be kept: it says the same each time, and is not run again. */
  public boolean rowsStay() {
    return model.isFixed() && !verbalizer.readsAgain();
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
    return predictPrompts(tokenizer.encodeAll(examples), progress);
  }

  /** Classifies prompts that this classifier's tokenizer has made. */
  public ImmutableList<Prediction> predictPrompts(List<EncodedPrompt> prompts, Progress progress) {
    return answers(prompts, 0, progress).stream()
        .map(Answer::prediction)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Classifies prompts, and tells what the model would say at their masks.
   *
   * @param tokens how many of the likeliest tokens are wanted; 0 is faster than 1, for it scores
   *     only the labels' words
   */
  public ImmutableList<Answer> answers(List<EncodedPrompt> prompts, int tokens, Progress progress) {
    Answer[] answers = new Answer[prompts.size()];
    Optional<MaskRows> kept =
        rows.filter(store -> rowsStay() && store.fits(model, prompts))
            .map(store -> store.of(model, prompts, tokenizer::collate));
    try (Progress.Task task = progress.start("scoring", prompts.size())) {
      for (ImmutableList<Integer> batch : Batches.byLength(prompts, tokensPerBatch)) {
        List<EncodedPrompt> chosen = batch.stream().map(prompts::get).toList();
        List<Answer> found =
            Gradients.pausing(
                () ->
                    Scope.get(
                        () ->
                            batch(
                                chosen,
                                kept.map(rows -> rows.at(batch))
                                    .orElseGet(() -> model.score(tokenizer.collate(chosen))),
                                tokens)));
        for (int i = 0; i < found.size(); i++) {
          answers[batch.get(i)] = found.get(i);
        }
        task.advance(found.size());
      }
    } finally {
      kept.ifPresent(MaskRows::close);
    }
    return ImmutableList.copyOf(answers);
  }

  private List<Answer> batch(List<EncodedPrompt> prompts, MaskStates states, int tokens) {
    int labels = verbalizer.labels().size();
    double[] scores = verbalizer.score(states).toDoubles(); // [B,L]
    List<ImmutableList<Answer.LikelyToken>> likeliest = likeliest(states, tokens);
    return IntStream.range(0, prompts.size())
        .mapToObj(
            i ->
                new Answer(
                    prediction(
                        prompts.get(i).exampleId(),
                        Arrays.copyOfRange(scores, i * labels, (i + 1) * labels)),
                    likeliest.get(i)))
        .toList();
  }

  private Prediction prediction(String id, double[] scores) {
    return verbalizer.decidesEach()
        ? Prediction.ofOdds(id, scores)
        : Prediction.ofScores(id, scores);
  }

  private static List<ImmutableList<Answer.LikelyToken>> likeliest(MaskStates states, int wanted) {
    if (wanted == 0) {
      return Collections.nCopies(states.batch(), ImmutableList.of());
    }
    Tensor all = Losses.softmax(states.logits()); // [B,V]
    int count = Math.min(wanted, Math.toIntExact(all.size(-1)));
    Tensor top = Indexing.topIds(all, count); // [B,N]
    ImmutableLongArray ids = top.toLongs();
    float[] values = Indexing.gather(all, -1, top).toFloats();
    return IntStream.range(0, states.batch())
        .mapToObj(
            row ->
                IntStream.range(row * count, (row + 1) * count)
                    .mapToObj(i -> new Answer.LikelyToken(Math.toIntExact(ids.get(i)), values[i]))
                    .collect(ImmutableList.toImmutableList()))
        .toList();
  }
}
