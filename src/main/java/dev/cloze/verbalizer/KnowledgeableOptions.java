package dev.cloze.verbalizer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.knowledge.KnowledgeBase;
import dev.cloze.knowledge.WordLists;
import dev.cloze.tokenize.PretrainedTokenizer;

/**
 * A verbalizer whose words come from knowledge bases (KPT, Hu et al. 2022, "Knowledgeable
 * Prompt-tuning"): many words a label, of which filters keep those that the model uses and that go
 * with their label.
 *
 * @param sources the knowledge bases; none by default, then the words that were given are filtered
 * @param frequency what rare words are told by, the vocabulary by default
 * @param candidateFraction the share that counts as rare, 0.5 by default
 * @param relevance what irrelevant words are told by, their own label by default
 * @param mostTokens the most tokens that a word may have, -1 for any number, the default
 * @param supportTexts how many texts the filters read, 200 by default, spread over all there are
 * @param learnWeights whether each word has a weight that trains, true by default
 * @param temperature what the weights are multiplied with when nothing trains, 1 by default
 * @param handler how a word of several tokens is scored, {@link MultiTokenHandler#FIRST} by default
 */
public record KnowledgeableOptions(
    ImmutableList<KnowledgeSource> sources,
    Frequency frequency,
    double candidateFraction,
    Relevance relevance,
    int mostTokens,
    int supportTexts,
    boolean learnWeights,
    double temperature,
    MultiTokenHandler handler)
    implements VerbalizerMaker {

  /** What a word's rarity on support texts is told by. */
  public enum Frequency {
    /** No word is dropped for being rare. */
    NONE,
    /** By the mean logits of its tokens among those of the whole vocabulary: the paper's code. */
    VOCABULARY,
    /** By its mean probability among those of the candidate words: the paper. */
    WORDS
  }

  /** What a word's relevance to its label is held against. */
  public enum Relevance {
    /** No word is dropped for being irrelevant. */
    NONE,
    /**
     * Its relevance to other labels: what goes with its own no more than with others is dropped.
     */
    OWN,
    /** The words of its label: one share is cut off all labels, which is the paper's code. */
    RATE
  }

  /** Checks the ranges. */
  public KnowledgeableOptions {
    checkArgument(
        candidateFraction >= 0 && candidateFraction < 1,
        "candidateFraction must be from 0 to below 1, was %s",
        candidateFraction);
    checkArgument(
        mostTokens == -1 || mostTokens > 0,
        "mostTokens must be above 0, or -1 for any number, was %s",
        mostTokens);
    checkArgument(supportTexts > 0, "supportTexts must be above 0, was %s", supportTexts);
    checkArgument(
        temperature > 0 && temperature < Double.POSITIVE_INFINITY,
        "temperature must be above 0, was %s",
        temperature);
  }

  /** No sources, both filters, weights that train. */
  public static KnowledgeableOptions defaults() {
    return new KnowledgeableOptions(
        ImmutableList.of(),
        Frequency.VOCABULARY,
        0.5,
        Relevance.OWN,
        -1,
        200,
        true,
        1,
        MultiTokenHandler.FIRST);
  }

  /** The same with other knowledge bases. */
  public KnowledgeableOptions withSources(KnowledgeSource... newSources) {
    return new KnowledgeableOptions(
        ImmutableList.copyOf(newSources),
        frequency,
        candidateFraction,
        relevance,
        mostTokens,
        supportTexts,
        learnWeights,
        temperature,
        handler);
  }

  /** The same with other filters. */
  public KnowledgeableOptions withFilters(
      Frequency newFrequency, double fraction, Relevance newRelevance) {
    return new KnowledgeableOptions(
        sources,
        newFrequency,
        fraction,
        newRelevance,
        mostTokens,
        supportTexts,
        learnWeights,
        temperature,
        handler);
  }

  /** The same with words of at most so many tokens, -1 for any number. */
  public KnowledgeableOptions withMostTokens(int most) {
    return new KnowledgeableOptions(
        sources,
        frequency,
        candidateFraction,
        relevance,
        most,
        supportTexts,
        learnWeights,
        temperature,
        handler);
  }

  /** The same with weights that train or not, and another temperature for them. */
  public KnowledgeableOptions withWeights(boolean learn, double newTemperature) {
    return new KnowledgeableOptions(
        sources,
        frequency,
        candidateFraction,
        relevance,
        mostTokens,
        supportTexts,
        learn,
        newTemperature,
        handler);
  }

  /** Reads the word lists, to find their mistakes. */
  @Override
  public void requireWords(LabelWords given) {
    sources.stream().flatMap(source -> source.file().stream()).forEach(WordLists::read);
  }

  /** The words that pass the filters; {@link #refine} tells of the others too. */
  @Override
  public ChosenWords choose(LabelWords given, VerbalizerContext context) {
    Refinement refinement = refine(given, context);
    return new ChosenWords(refinement.words(), refinement.report().table());
  }

  /**
   * Asks the sources for words and filters them by the context's texts, those without labels first.
   * Deterministic.
   *
   * @throws dev.cloze.base.ClozeException {@link VerbalizerError#NOTHING_RELATED}, {@link
   *     VerbalizerError#EMPTIED_LABEL}, {@link VerbalizerError#NO_EXAMPLES}, and what opening a
   *     source throws
   */
  public Refinement refine(LabelWords given, VerbalizerContext context) {
    ImmutableList<KnowledgeBase> bases =
        sources.stream()
            .map(source -> source.open(given, context))
            .collect(ImmutableList.toImmutableList());
    ImmutableList<Expansion.Candidate> candidates = Expansion.of(given, bases);
    PretrainedTokenizer tokenizer = context.tokenizer();
    ImmutableList<ImmutableIntArray> ids =
        candidates.stream()
            .map(
                candidate ->
                    ImmutableIntArray.copyOf(tokenizer.encode(given.encoded(candidate.word()))))
            .collect(ImmutableList.toImmutableList());
    WordSieve sieve = new WordSieve(given, candidates, ids);
    sieve.dropUnknown(tokenizer.unknown());
    sieve.dropDuplicates();
    sieve.dropLong(mostTokens);
    filter(sieve, given.entries().size(), context);
    return sieve.refinement();
  }

  private void filter(WordSieve sieve, int labels, VerbalizerContext context) {
    boolean compares = relevance != Relevance.NONE && labels > 1;
    if (frequency == Frequency.NONE && !compares) {
      return;
    }
    SupportScores scores =
        SupportScores.of(context.support().requireTexts("the choice of words"))
            .spread(supportTexts);
    SupportStatistics statistics =
        new SupportStatistics(scores, context.model().shape().vocabulary());
    if (frequency == Frequency.VOCABULARY) {
      sieve.dropRareTokens(statistics.meanLogits(), candidateFraction);
    } else if (frequency == Frequency.WORDS) {
      sieve.dropRareWords(
          statistics.meanProbabilities(sieve.entries(), handler), candidateFraction);
    }
    if (compares) {
      sieve.dropIrrelevant(statistics.logits(sieve.entries(), handler), relevance);
    }
  }

  @Override
  public KnowledgeableVerbalizer make(LabelWords words, VerbalizerContext context) {
    LabelWordTokens tokens = LabelWordTokens.of(words, context.tokenizer());
    ManualVerbalizer.warnOfCollisions(tokens, handler, context.tokenizer()::token);
    return KnowledgeableVerbalizer.of(tokens, this);
  }
}
