package dev.cloze.verbalizer;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * How likely each of the P words of all labels is at the one mask, among these words; calibrated
 * where that was asked. Keeps no tensors.
 */
final class WordProbabilities {
  private static final double TINY = 1e-15;

  private final WordScores scores;
  private final ImmutableList<String> evidence;
  private final Optional<float[]> prior;

  private WordProbabilities(
      WordScores scores, ImmutableList<String> evidence, Optional<float[]> prior) {
    this.scores = scores;
    this.evidence = evidence;
    this.prior = prior;
  }

  static WordProbabilities of(LabelWordTokens tokens, MultiTokenHandler handler) {
    WordScores scores = new WordScores(tokens.entries(), handler);
    ImmutableList<String> evidence =
        Arrays.stream(scores.ids()).mapToObj(id -> "token " + id).collect(toImmutableList());
    return new WordProbabilities(scores, evidence, Optional.empty());
  }

  /** The distinct token ids that are asked for, ascending: W of them. */
  ImmutableIntArray ids() {
    return ImmutableIntArray.copyOf(scores.ids());
  }

  /** The names of the scores of {@link #ids()}. */
  ImmutableList<String> evidence() {
    return evidence;
  }

  /** The scores of {@link #ids()}, [B,W]. */
  Tensor evidence(MaskStates states) {
    ManualVerbalizer.requireOneMask(states);
    return states.logits(scores.ids());
  }

  /** The words' scores, [B,P]. */
  Tensor logits(MaskStates states) {
    return words(evidence(states));
  }

  /** From the scores of {@link #ids()}, [B,W], to those of the words, [B,P]. */
  Tensor words(Tensor ofIds) {
    return scores.of(ofIds);
  }

  /** log(p + 1e-15), p the probabilities, [B,P]. */
  Tensor logs(MaskStates states) {
    return Arithmetic.log(Arithmetic.shift(of(states), TINY));
  }

  /** The softmax over the words of all labels, calibrated where that was asked: [B,P]. */
  Tensor of(MaskStates states) {
    Tensor p = Losses.softmax(logits(states));
    if (prior.isPresent()) {
      Tensor divisor = Arithmetic.shift(Tensor.of(prior.get(), prior.get().length), TINY);
      Tensor q = Arithmetic.divide(p, divisor);
      p = Arithmetic.divide(q, Shapes.reshape(Arithmetic.sum(q, -1), -1, 1));
    }
    return p;
  }

  /** The same, each word's probability divided by the one that it has on support texts. */
  WordProbabilities calibrated(Calibration calibration) {
    float[] means = calibration.at(evidence);
    float[] probabilities =
        Scope.get(() -> Losses.softmax(scores.of(Tensor.of(means, 1, means.length))).toFloats());
    return new WordProbabilities(scores, evidence, Optional.of(probabilities));
  }
}
