package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.Optional;

/**
 * Scores labels by many words each, whose shares may be learned (KPT, Hu et al. 2022, section 3.3):
 * a label's score is Σ_w softmax_w(ω) · log p(w) over its own words w, p among the words of all
 * labels. ω starts at 0, or at the logarithm of a word's weight, so that the score starts as {@link
 * ManualVerbalizer}'s. While gradients are recorded an ω that trains counts as it is; else it is
 * multiplied with the options' temperature. It owns ω until it is closed, and shares it with those
 * that are calibrated from it.
 */
public final class KnowledgeableVerbalizer implements Verbalizer {
  /** What ω is called among the parameters, [P]: word by word, label by label. */
  public static final String WORD_WEIGHTS = "word_weights";

  private final LabelWordTokens tokens;
  private final double temperature;
  private final WordProbabilities probabilities;
  private final Optional<Tensor> learned;
  private final WordBox box;

  private KnowledgeableVerbalizer(
      LabelWordTokens tokens,
      double temperature,
      WordProbabilities probabilities,
      Optional<Tensor> learned,
      WordBox box) {
    this.tokens = tokens;
    this.temperature = temperature;
    this.probabilities = probabilities;
    this.learned = learned;
    this.box = box;
  }

  /** A verbalizer of words that were chosen before: nothing is added to them or dropped. */
  static KnowledgeableVerbalizer of(LabelWordTokens tokens, KnowledgeableOptions options) {
    WordBox box = WordBox.of(tokens);
    Optional<Tensor> learned =
        options.learnWeights()
            ? Optional.of(Scope.get(() -> box.start().trainable().lasting()))
            : Optional.empty();
    return new KnowledgeableVerbalizer(
        tokens,
        options.temperature(),
        WordProbabilities.of(tokens, options.handler()),
        learned,
        box);
  }

  @Override
  public ImmutableList<String> labels() {
    return tokens.words().labels();
  }

  /** The words and their tokens. */
  public LabelWordTokens tokens() {
    return tokens;
  }

  @Override
  public Tensor score(MaskStates states) {
    Tensor shares = // [L,W]
        box.shares(
            learned
                .map(
                    omega -> // [P]
                    Gradients.isRecording() ? omega : Arithmetic.scale(omega, temperature))
                .orElseGet(box::start));
    Tensor logs = box.cells(probabilities.logs(states)); // [B,L,W]
    return Arithmetic.sum(Arithmetic.multiply(logs, shares), -1); // [B,L]
  }

  /** The scores of the words' tokens, as a {@link ManualVerbalizer}'s. */
  @Override
  public ImmutableList<String> evidence() {
    return probabilities.evidence();
  }

  @Override
  public Tensor evidence(MaskStates states) {
    return probabilities.evidence(states);
  }

  @Override
  public KnowledgeableVerbalizer calibrated(Calibration calibration) {
    return new KnowledgeableVerbalizer(
        tokens, temperature, probabilities.calibrated(calibration), learned, box);
  }

  @Override
  public ImmutableMap<String, Tensor> parameters() {
    return learned.map(weights -> ImmutableMap.of(WORD_WEIGHTS, weights)).orElse(ImmutableMap.of());
  }
}
