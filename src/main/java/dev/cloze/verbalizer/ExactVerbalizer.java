package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.ModelKind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Scores labels by the probability of their words as a whole: a word of K tokens gets K masks, and
 * no token stands for it alone. A label's score is the weighted mean of its words'
 * log-probabilities over the whole vocabulary. Trains nothing of its own; gradients flow through
 * every run.
 */
public final class ExactVerbalizer implements CalibratedByLabel {
  private final LabelWords words;
  private final Optional<ImmutableList<ImmutableIntArray>> answers;
  private final ExactOptions options;
  private final ModelKind kind;
  private final LabelPrior prior;

  private ExactVerbalizer(
      LabelWords words,
      Optional<ImmutableList<ImmutableIntArray>> answers,
      ExactOptions options,
      ModelKind kind,
      LabelPrior prior) {
    this.words = words;
    this.answers = answers;
    this.options = options;
    this.kind = kind;
    this.prior = prior;
  }

  /**
   * A verbalizer of words that are the same for every example; {@code answers} are their tokens.
   */
  static ExactVerbalizer of(
      LabelWords words,
      ImmutableList<ImmutableIntArray> answers,
      ExactOptions options,
      ModelKind kind) {
    return new ExactVerbalizer(words, Optional.of(answers), options, kind, LabelPrior.NONE);
  }

  /** A verbalizer of answers that each example brings itself, as many as there are words. */
  static ExactVerbalizer ofExamples(LabelWords words, ExactOptions options, ModelKind kind) {
    return new ExactVerbalizer(words, Optional.empty(), options, kind, LabelPrior.NONE);
  }

  @Override
  public ImmutableList<String> labels() {
    return words.labels();
  }

  @Override
  public LabelPrior prior() {
    return prior;
  }

  @Override
  public Tensor evidence(MaskStates states) {
    ManualVerbalizer.requireOneMask(states);
    List<? extends List<ImmutableIntArray>> asked =
        answers
            .<List<? extends List<ImmutableIntArray>>>map(
                fixed -> Collections.nCopies(states.batch(), fixed))
            .orElseGet(() -> examplesOwn(states));
    Tensor whole = new AnswerScores(states, options.order(), kind).of(asked); // [B,P]
    Tensor scores = options.perToken() ? perToken(whole, asked) : whole; // [B,P]
    Shares shares = Shares.of(words);
    return Losses.logSoftmax(Arithmetic.matmul(scores, shares.matrix())); // [B,L]
  }

  private List<ImmutableList<ImmutableIntArray>> examplesOwn(MaskStates states) {
    List<ImmutableList<ImmutableIntArray>> own = states.answers();
    for (List<ImmutableIntArray> answers : own) {
      for (ImmutableIntArray answer : answers) {
        if (answer.isEmpty()) {
          throw new ClozeException(
              VerbalizerError.ANSWER_LENGTH,
              "an answer of an example has no tokens; give each example the fields that the label"
                  + " words name");
        }
        options.requireShort(answer);
      }
    }
    return own;
  }

  private static Tensor perToken(Tensor scores, List<? extends List<ImmutableIntArray>> answers) {
    int each = answers.get(0).size();
    float[] lengths = new float[answers.size() * each];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = answers.get(i / each).get(i % each).length();
    }
    return Arithmetic.divide(scores, Tensor.of(lengths, answers.size(), each));
  }

  @Override
  public ExactVerbalizer calibrated(Calibration calibration) {
    return new ExactVerbalizer(words, answers, options, kind, LabelPrior.of(labels(), calibration));
  }

  /** True where a word has several tokens, or each example its own answers. */
  @Override
  public boolean readsAgain() {
    return answers
        .map(fixed -> fixed.stream().anyMatch(answer -> answer.length() > 1))
        .orElse(true);
  }
}
