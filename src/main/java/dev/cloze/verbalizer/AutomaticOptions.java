package dev.cloze.verbalizer;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.base.ClozeException;
import java.util.Optional;

/**
 * Label words that are found by what a model says of labelled examples before it is trained. What
 * is found is scored by a {@link ManualVerbalizer} with its defaults.
 *
 * @param method how words are found, {@code petal_llr} by default
 * @param candidates how many words are looked at for each label: 1000, with LM-BFF 100, by default
 * @param words how many words a label gets, 1 by default; LM-BFF gives one
 * @param balance whether PETAL weighs the examples of other labels so that they count as much as
 *     the label's own, true by default
 * @param lettersOnly whether words with digits and signs are left out, true by default
 * @param leastCount how often a word must stand in the support's texts, in whatever capitals; 0 by
 *     default: few examples hold few of the words that fit them
 * @param mostFrequent where that is asked for, how many of the texts' commonest words count, 10000
 *     by default
 * @param combinations how many combinations of words LM-BFF keeps, the best first, 100 by default
 */
public record AutomaticOptions(
    Method method,
    Optional<Integer> candidates,
    int words,
    boolean balance,
    boolean lettersOnly,
    int leastCount,
    int mostFrequent,
    int combinations)
    implements VerbalizerMaker {

  /** How label words are found. */
  public enum Method {
    /** By the likelihood ratio of a label's examples and the others (Schick et al. 2020). */
    PETAL_LLR,
    /** By the cross-entropy of telling a label's examples from the others (Schick et al. 2020). */
    PETAL_CE,
    /** By the accuracy of one word a label together (Gao et al. 2021, section 5.1). */
    LM_BFF
  }

  /** Checks the ranges. */
  public AutomaticOptions {
    checkArgument(
        candidates.isEmpty() || candidates.get() > 0,
        "candidates must be above 0, was %s",
        candidates.orElse(0));
    checkArgument(words > 0, "words must be above 0, was %s", words);
    checkArgument(
        words == 1 || method != Method.LM_BFF, "words must be 1 with lm_bff, was %s", words);
    checkArgument(leastCount >= 0, "leastCount must be 0 or above, was %s", leastCount);
    checkArgument(mostFrequent > 0, "mostFrequent must be above 0, was %s", mostFrequent);
    checkArgument(combinations > 0, "combinations must be above 0, was %s", combinations);
  }

  /** One word a label by PETAL's likelihood ratio. */
  public static AutomaticOptions defaults() {
    return new AutomaticOptions(Method.PETAL_LLR, Optional.empty(), 1, true, true, 0, 10000, 100);
  }

  /** The same by another method. */
  public AutomaticOptions withMethod(Method newMethod) {
    return new AutomaticOptions(
        newMethod, candidates, words, balance, lettersOnly, leastCount, mostFrequent, combinations);
  }

  /** The same with so many words a label. */
  public AutomaticOptions withWords(int count) {
    return new AutomaticOptions(
        method, candidates, count, balance, lettersOnly, leastCount, mostFrequent, combinations);
  }

  /** The same with so many candidates a label. */
  public AutomaticOptions withCandidates(int count) {
    return new AutomaticOptions(
        method,
        Optional.of(count),
        words,
        balance,
        lettersOnly,
        leastCount,
        mostFrequent,
        combinations);
  }

  /** The same with words that stand in the texts so often at least, and are so common. */
  public AutomaticOptions withFrequency(int least, int most) {
    return new AutomaticOptions(
        method, candidates, words, balance, lettersOnly, least, most, combinations);
  }

  int candidateCount() {
    return candidates.orElse(method == Method.LM_BFF ? 100 : 1000);
  }

  /** The best words; {@link #search} gives the next ones too. */
  @Override
  public ChosenWords choose(LabelWords given, VerbalizerContext context) {
    FoundWords found = search(given, context);
    return new ChosenWords(found.best(), found.lines());
  }

  /**
   * Finds words for the labels of {@code given}, whose words are not looked at, by the context's
   * labelled examples. Deterministic.
   *
   * @throws ClozeException {@link VerbalizerError#NO_EXAMPLES}, {@link
   *     VerbalizerError#LABEL_WITHOUT_EXAMPLES}, {@link VerbalizerError#TOO_FEW_CANDIDATES}
   */
  public FoundWords search(LabelWords given, VerbalizerContext context) {
    return LabelWordSearch.of(given, this, context).found();
  }

  @Override
  public ManualVerbalizer make(LabelWords words, VerbalizerContext context) {
    return ManualVerbalizer.of(words, context.tokenizer());
  }
}
