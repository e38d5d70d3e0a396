package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.MaskingOptions;
import dev.cloze.tokenize.ModelKind;
import dev.cloze.tokenize.TokenMasking;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The loss of naming hidden tokens of unlabelled texts, which stand in the same prompt (PET, Schick
 * and Schütze 2021, section 3.2), but for demonstrations that are drawn: they stand without. Texts
 * and hidden tokens depend on the number of the batch alone.
 */
final class LanguageModelLoss {
  private static final String STREAM = "language-model";

  private final PromptClassifier classifier;
  private final LanguageModelLossOptions options;
  private final Optional<Double> dropout;
  private final int batchSize;
  private final ImmutableList<EncodedPrompt> prompts;
  private final MaskingOptions hiding;
  private final TokenMasking masking;
  private final Rounds rounds;
  private final Seeds seeds;

  /**
   * The loss of some texts.
   *
   * @param options of the whole training
   * @param how this loss among them
   * @param texts at least one
   */
  LanguageModelLoss(
      PromptClassifier classifier,
      TrainingOptions options,
      LanguageModelLossOptions how,
      List<Example> texts,
      Seeds seeds) {
    MaskingOptions usual = MaskingOptions.defaults();
    this.classifier = classifier;
    this.options = how;
    this.dropout = options.dropout();
    this.batchSize = options.batchSize();
    this.prompts = classifier.tokenizer().encodeAll(texts);
    this.hiding = new MaskingOptions(how.masked(), usual.masked(), usual.random());
    this.masking = classifier.tokenizer().masking(hiding);
    this.rounds = new Rounds(prompts.size(), seeds, STREAM + "/order");
    this.seeds = seeds;
  }

  /**
   * Says what this loss cannot be taken of.
   *
   * @throws ClozeException {@link TrainError#NO_LANGUAGE_MODEL_LOSS}
   */
  static void requireFit(PromptClassifier classifier) {
    if (classifier.model().model().shape().kind() != ModelKind.MASKED) {
      throw new ClozeException(
          TrainError.NO_LANGUAGE_MODEL_LOSS,
          "training.language_model: %s is no masked model, which alone can name hidden tokens; take"
              + " one, or leave the key out",
          classifier.model().model().shape().modelType());
    }
    if (classifier.model().isFixed()) {
      throw new ClozeException(
          TrainError.NO_LANGUAGE_MODEL_LOSS,
          "training.language_model: it moves the model and soft tokens, and neither trains here;"
              + " tune: full or a soft token would");
    }
  }

  /**
   * Both losses together: (1 - α) times that of the labels and α times this one.
   *
   * @param labels the loss of a batch's labels
   * @param number of the batch in the whole training
   * @param examples how many it has
   */
  Tensor beside(Tensor labels, long number, int examples) {
    HiddenTokens hidden = ask(number, examples);
    Tensor own = Arithmetic.scale(labels, 1 - options.share());
    if (hidden.isEmpty()) {
      return own;
    }
    Pass pass = Pass.training(Plan.EMPTY, classifier.model().format(), dropout);
    Tensor found = hidden.loss(classifier.model(), pass, classifier.tokenizer());
    return Arithmetic.add(own, Arithmetic.scale(found, options.share()));
  }

  /** What is asked at a batch; the places of a batch that is not full are passed over. */
  HiddenTokens ask(long number, int examples) {
    long place = number * batchSize * options.texts();
    return HiddenTokens.of(
        rounds.from(place, examples * options.texts()).stream().map(prompts::get).toList(),
        masking,
        hiding,
        new SplittableRandom(seeds.derive(STREAM, number)));
  }
}
