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
 * nor prompt trains and prompts stay the same, from rows that the model gave once.
 */
final class TrainScores implements AutoCloseable {
  private final PromptClassifier classifier;
  private final Optional<Double> dropout;
  private final ImmutableList<Example> examples;
  private final ImmutableList<EncodedPrompt> prompts;
  private final Optional<MaskRows> kept;

  private TrainScores(
      PromptClassifier classifier,
      Optional<Double> dropout,
      List<Example> examples,
      ImmutableList<EncodedPrompt> prompts,
      Optional<MaskRows> kept) {
    this.classifier = classifier;
    this.dropout = dropout;
    this.examples = ImmutableList.copyOf(examples);
    this.prompts = prompts;
    this.kept = kept;
  }

  static TrainScores of(
      PromptClassifier classifier,
      TrainingOptions options,
      List<Example> examples,
      boolean rowsStay) {
    ImmutableList<EncodedPrompt> prompts =
        classifier.demonstrations().isPresent()
            ? ImmutableList.of()
            : classifier.tokenizer().encodeAll(examples);
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
    return new TrainScores(classifier, options.dropout(), examples, prompts, kept);
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
                                classifier.tokenizer().collate(prompts(number, batch)), dropout)));
  }

  /** The prompts of some examples, with demonstrations drawn anew where such are drawn. */
  private List<EncodedPrompt> prompts(long number, List<Integer> batch) {
    return classifier
        .demonstrations()
        .<List<EncodedPrompt>>map(
            sampler ->
                classifier
                    .tokenizer()
                    .encodeAll(
                        batch.stream().map(i -> sampler.anew(number, i, examples.get(i))).toList()))
        .orElseGet(() -> batch.stream().map(prompts::get).toList());
  }

  @Override
  public void close() {
    kept.ifPresent(MaskRows::close);
  }
}
