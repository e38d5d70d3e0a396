package dev.cloze.task;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.prompt.PromptModel;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PromptBatch;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.verbalizer.Verbalizer;
import java.util.Arrays;
import java.util.List;

/**
 * Classifies texts with a language model, a template and a verbalizer. Safe for many threads: they
 * share the model's weights and nothing else.
 *
 * @param model the language model with its prompt
 * @param tokenizer the template, bound to the model's tokenizer
 * @param verbalizer turns the model's words into labels
 * @param tokensPerBatch how many tokens a batch may hold when scoring
 */
public record PromptClassifier(
    PromptModel model, PromptTokenizer tokenizer, Verbalizer verbalizer, int tokensPerBatch) {
  /** As many tokens as 32 news items of 64 tokens have. */
  public static final int TOKENS_PER_BATCH = 2048;

  /** A classifier with {@value #TOKENS_PER_BATCH} tokens a batch. */
  public PromptClassifier(PromptModel model, PromptTokenizer tokenizer, Verbalizer verbalizer) {
    this(model, tokenizer, verbalizer, TOKENS_PER_BATCH);
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
    Prediction[] predictions = new Prediction[prompts.size()];
    try (Progress.Task task = progress.start("scoring", prompts.size())) {
      for (ImmutableList<Integer> batch : Batches.byLength(prompts, tokensPerBatch)) {
        double[][] scores = scores(batch.stream().map(prompts::get).toList());
        for (int i = 0; i < scores.length; i++) {
          int example = batch.get(i);
          predictions[example] = Prediction.ofScores(prompts.get(example).exampleId(), scores[i]);
        }
        task.advance(scores.length);
      }
    }
    return ImmutableList.copyOf(predictions);
  }

  /** The labels' log-scores of one batch: [B][L]. */
  private double[][] scores(List<EncodedPrompt> prompts) {
    PromptBatch batch = tokenizer.collate(prompts);
    int labels = verbalizer.labels().size();
    double[] flat = // [B,L]
        Gradients.pausing(() -> Scope.get(() -> verbalizer.score(model.score(batch)).toDoubles()));
    double[][] scores = new double[prompts.size()][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Arrays.copyOfRange(flat, i * labels, (i + 1) * labels);
    }
    return scores;
  }
}
