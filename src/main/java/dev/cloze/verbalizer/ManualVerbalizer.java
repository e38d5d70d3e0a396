package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
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
  private static final int SHOWN = 3;
  private static final float OUT = -1e9f;

  private final LabelWordTokens tokens;
  private final ManualVerbalizerOptions options;
  private final WordProbabilities probabilities;
  private final Shares shares;

  private ManualVerbalizer(
      LabelWordTokens tokens, ManualVerbalizerOptions options, WordProbabilities probabilities) {
    this.tokens = tokens;
    this.options = options;
    this.probabilities = probabilities;
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
    warnOfCollisions(tokens, options.handler(), token);
    return new ManualVerbalizer(tokens, options, WordProbabilities.of(tokens, options.handler()));
  }

  static void warnOfCollisions(
      LabelWordTokens tokens, MultiTokenHandler handler, IntFunction<String> token) {
    ImmutableList<String> collisions = tokens.collisions(handler, token);
    if (!collisions.isEmpty()) {
      LOGGER.warn(
          "words of different labels that no text can tell apart, {} in all: {}",
          collisions.size(),
          collisions.stream().limit(SHOWN).collect(Collectors.joining("; ")));
    }
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
    return probabilities.ids();
  }

  /** A fresh calibrator for the tokens of this verbalizer. */
  public Calibrator calibrator() {
    return new Calibrator(this);
  }

  /** The scores of {@link #tokenIds()}: of {@code token 2003}, and so on. */
  @Override
  public ImmutableList<String> evidence() {
    return probabilities.evidence();
  }

  @Override
  public Tensor evidence(MaskStates states) {
    return probabilities.evidence(states);
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
    return new ManualVerbalizer(tokens, options, probabilities.calibrated(calibration));
  }

  @Override
  public Tensor score(MaskStates states) {
    Tensor scores = // [B,P]
        options.postLogSoftmax() ? probabilities.logs(states) : probabilities.logits(states);
    return Arithmetic.matmul(scores, shares.matrix()); // [B,L]
  }

  /** Of a label's words against all tokens but those of label words, in the mean over them. */
  @Override
  public Tensor odds(MaskStates states) {
    requireOneMask(states);
    Tensor all = states.logits(); // [B,V]
    float[] others = new float[Math.toIntExact(all.size(-1))];
    long[] ids = tokenIds().stream().asLongStream().toArray();
    tokenIds().forEach(id -> others[id] = OUT);
    Tensor rest = // [B]
        Losses.logSumExp(Arithmetic.add(all, Tensor.of(others, others.length)), -1);
    Tensor words =
        probabilities.words(Indexing.select(all, 1, Tensor.of(ids, ids.length))); // [B,P]
    return Arithmetic.subtract( // [B,L]
        Arithmetic.matmul(words, shares.matrix()), Shapes.reshape(rest, -1, 1));
  }

  /**
   * The probability of each word among the words of all labels, calibrated where this verbalizer
   * is: [B,P], in the order of {@link #tokens()}.
   */
  public Tensor wordProbabilities(MaskStates states) {
    return probabilities.of(states);
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
