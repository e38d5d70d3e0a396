package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores labels by the words that stand for them, as OpenPrompt's {@code ManualVerbalizer} does:
 * probabilities over the words of all labels together, then for each label the (weighted) mean of
 * the logarithms, that is the geometric mean of its words' probabilities. It reads one mask, trains
 * nothing of its own, keeps no tensors, and serves many threads.
 */
public final class ManualVerbalizer implements LabelOdds {
  private static final Logger LOGGER = LoggerFactory.getLogger(ManualVerbalizer.class);
  private static final double TINY = 1e-15;
  private static final int SHOWN = 3;
  private static final float OUT = -1e9f;

  private final LabelWordTokens tokens;
  private final ManualVerbalizerOptions options;
  private final WordScores wordScores;
  private final ImmutableList<String> evidence;
  private final Shares shares;
  private final Optional<float[]> prior;

  private ManualVerbalizer(
      LabelWordTokens tokens, ManualVerbalizerOptions options, Optional<float[]> prior) {
    this.tokens = tokens;
    this.options = options;
    this.prior = prior;
    wordScores = new WordScores(tokens.entries(), options.handler());
    evidence =
        Arrays.stream(wordScores.ids())
            .mapToObj(id -> "token " + id)
            .collect(ImmutableList.toImmutableList());
    shares = Shares.of(tokens.words());
  }

  /** A verbalizer of words that the model's tokenizer knows, with the default options. */
  public static ManualVerbalizer of(LabelWords words, PretrainedTokenizer tokenizer) {
    return of(words, tokenizer, ManualVerbalizerOptions.defaults());
  }

  /**
   * A verbalizer of words that the model's tokenizer knows.
   *
   * @param words the words of each label
   * @param tokenizer the model's tokenizer
   * @param options how it scores
   */
  public static ManualVerbalizer of(
      LabelWords words, PretrainedTokenizer tokenizer, ManualVerbalizerOptions options) {
    return of(LabelWordTokens.of(words, tokenizer), tokenizer::token, options);
  }

  /**
   * A verbalizer of tokenized words. Words of different labels that the handler cannot tell apart
   * are warned of.
   *
   * @param tokens the words and their tokens
   * @param token from an id to the token, for the warning
   * @param options how it scores
   */
  public static ManualVerbalizer of(
      LabelWordTokens tokens, IntFunction<String> token, ManualVerbalizerOptions options) {
    ImmutableList<String> collisions = tokens.collisions(options.handler(), token);
    if (!collisions.isEmpty()) {
      LOGGER.warn(
          "words of different labels that no text can tell apart, {} in all: {}",
          collisions.size(),
          collisions.stream().limit(SHOWN).collect(Collectors.joining("; ")));
    }
    return new ManualVerbalizer(tokens, options, Optional.empty());
  }

  @Override
  public ImmutableList<String> labels() {
    return tokens.words().labels();
  }

  /** The words and their tokens. */
  public LabelWordTokens tokens() {
    return tokens;
  }

  /** The token ids whose scores this verbalizer asks for: distinct, ascending. */
  public ImmutableIntArray tokenIds() {
    return ImmutableIntArray.copyOf(wordScores.ids());
  }

  /** A fresh calibrator for the tokens of this verbalizer. */
  public Calibrator calibrator() {
    return new Calibrator(this);
  }

  /** The scores of {@link #tokenIds()}: of {@code token 2003}, and so on. */
  @Override
  public ImmutableList<String> evidence() {
    return evidence;
  }

  @Override
  public Tensor evidence(MaskStates states) {
    requireOneMask(states);
    return states.logits(wordScores.ids());
  }

  /**
   * The same verbalizer, calibrated: each word's probability is divided by the one it has on
   * support texts, then all are brought to sum 1 again (Zhao et al. 2021, over label words as in Hu
   * et al. 2022). Gradients flow through it.
   */
  @Override
  public ManualVerbalizer calibrated(Calibration calibration) {
    if (!options.postLogSoftmax()) {
      throw new ClozeException(
          VerbalizerError.CALIBRATION_WITHOUT_PROBABILITIES,
          "verbalizer: calibration divides probabilities, and post_log_softmax is off;"
              + " switch it on or calibration off");
    }
    float[] means = calibration.at(evidence);
    float[] probabilities =
        Scope.get(
            () -> Losses.softmax(wordScores.of(Tensor.of(means, 1, means.length))).toFloats());
    return new ManualVerbalizer(tokens, options, Optional.of(probabilities));
  }

  @Override
  public Tensor score(MaskStates states) {
    Tensor logits = wordScores.of(evidence(states)); // [B,P]
    Tensor scores = options.postLogSoftmax() ? logProbabilities(logits) : logits; // [B,P]
    return Arithmetic.matmul(scores, shares.matrix()); // [B,L]
  }

  /** Of a label's words against all tokens but those of label words, in the mean over them. */
  @Override
  public Tensor odds(MaskStates states) {
    requireOneMask(states);
    Tensor all = states.logits(); // [B,V]
    float[] others = new float[Math.toIntExact(all.size(-1))];
    long[] ids = Arrays.stream(wordScores.ids()).asLongStream().toArray();
    tokenIds().forEach(id -> others[id] = OUT);
    Tensor rest = // [B]
        Losses.logSumExp(Arithmetic.add(all, Tensor.of(others, others.length)), -1);
    Tensor words = wordScores.of(Indexing.select(all, 1, Tensor.of(ids, ids.length))); // [B,P]
    return Arithmetic.subtract( // [B,L]
        Arithmetic.matmul(words, shares.matrix()), Shapes.reshape(rest, -1, 1));
  }

  /**
   * The probability of each word among the words of all labels, calibrated where this verbalizer
   * is: [B,P], in the order of {@link #tokens()}.
   */
  public Tensor wordProbabilities(MaskStates states) {
    return probabilities(wordScores.of(evidence(states)));
  }

  /** log(p + 1e-15), p the probabilities over the words of all labels. */
  private Tensor logProbabilities(Tensor logits) {
    return Arithmetic.log(Arithmetic.shift(probabilities(logits), TINY));
  }

  /** The softmax over the words of all labels, calibrated where that was asked. */
  private Tensor probabilities(Tensor logits) {
    Tensor p = Losses.softmax(logits);
    if (prior.isPresent()) {
      Tensor divisor = Arithmetic.shift(Tensor.of(prior.get(), words()), TINY);
      Tensor q = Arithmetic.divide(p, divisor);
      p = Arithmetic.divide(q, Shapes.reshape(Arithmetic.sum(q, -1), -1, 1));
    }
    return p;
  }

  private int words() {
    return tokens.entries().size();
  }

  static void requireOneMask(MaskStates states) {
    if (states.masks() != 1) {
      throw new ClozeException(
          VerbalizerError.SEVERAL_MASKS,
          "template: %d masks were found; a manual verbalizer reads one",
          states.masks());
    }
  }
}
