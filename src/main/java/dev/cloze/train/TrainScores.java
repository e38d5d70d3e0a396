package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.prompt.MaskRows;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import java.util.List;
import java.util.Optional;

/**
 * How examples are scored while training: through the model with dropout, or, where neither model
 * nor prompt trains, from rows that the model gave once.
 */
final class TrainScores implements AutoCloseable {
  private final PromptClassifier classifier;
  private final Optional<Double> dropout;
  private final ImmutableList<EncodedPrompt> prompts;
  private final Optional<MaskRows> kept;

  private TrainScores(
      PromptClassifier classifier,
      Optional<Double> dropout,
      ImmutableList<EncodedPrompt> prompts,
      Optional<MaskRows> kept) {
    this.classifier = classifier;
    this.dropout = dropout;
    this.prompts = prompts;
    this.kept = kept;
  }

  static TrainScores of(
      PromptClassifier classifier,
      TrainingOptions options,
      List<Example> examples,
      boolean rowsStay) {
    ImmutableList<EncodedPrompt> prompts = classifier.tokenizer().encodeAll(examples);
    Optional<MaskRows> kept =
        rowsStay
            ? Optional.of(
                classifier
                    .rows()
                    .map(
                        store ->
                            store.of(classifier.model(), prompts, classifier.tokenizer()::collate))
                    .orElseGet(
                        () ->
                            MaskRows.of(
                                classifier.model(), prompts, classifier.tokenizer()::collate)))
            : Optional.empty();
    return new TrainScores(classifier, options.dropout(), prompts, kept);
  }

  /**
   * The labels' scores of some examples, [B,L].
   *
   * @param number of the batch in the whole training, which decides what is drawn anew each time
   */
  Tensor of(long number, List<Integer> batch) {
    return classifier
        .verbalizer()
        .score(
            kept.map(rows -> rows.train(batch, dropout))
                .orElseGet(
                    () ->
                        classifier
                            .model()
                            .train(
                                classifier
                                    .tokenizer()
                                    .collate(batch.stream().map(prompts::get).toList()),
                                dropout)));
  }

  @Override
  public void close() {
    kept.ifPresent(MaskRows::close);
  }
}
