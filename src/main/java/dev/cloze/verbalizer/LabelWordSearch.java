package dev.cloze.verbalizer;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Looks for label words among the whole words of a vocabulary, by labelled examples. */
final class LabelWordSearch {
  private final LabelWords given;
  private final AutomaticOptions options;
  private final WholeWords words;
  private final SupportScores scores;
  private final ImmutableIntArray labels;
  private final LabelSums sums;

  /** A search that has read all examples once, N of them. */
  LabelWordSearch(
      LabelWords given,
      AutomaticOptions options,
      WholeWords words,
      SupportScores scores,
      int vocabulary,
      ImmutableIntArray labels) {
    this.given = given;
    this.options = options;
    this.words = words;
    this.scores = scores;
    this.labels = labels;
    requireEach(given.labels(), labels);
    requireCandidates();
    sums = LabelSums.of(scores, vocabulary, words.ids(), labels, given.entries().size());
  }

  static LabelWordSearch of(LabelWords given, AutomaticOptions options, VerbalizerContext context) {
    Support.Labelled examples =
        context.support().labelled().orElseThrow(() -> noExamples("labelled examples"));
    int vocabulary = context.model().shape().vocabulary();
    WholeWords words =
        WholeWords.of(context.tokenizer(), vocabulary, given.prefix(), options.lettersOnly());
    if (options.leastCount() > 0) {
      ImmutableList<String> texts = context.support().texts();
      if (texts.isEmpty()) {
        throw noExamples("texts to count words in");
      }
      FrequentWords frequent =
          FrequentWords.of(texts, options.leastCount(), options.mostFrequent());
      words = words.where(frequent::contains);
    }
    return new LabelWordSearch(
        given, options, words, SupportScores.of(examples.rows()), vocabulary, examples.labels());
  }

  private static ClozeException noExamples(String missing) {
    return new ClozeException(
        VerbalizerError.NO_EXAMPLES,
        "automatic verbalizer: label words are found by examples, and there are no %s; give some"
            + " of every label",
        missing);
  }

  private static void requireEach(ImmutableList<String> names, ImmutableIntArray labels) {
    for (int label = 0; label < names.size(); label++) {
      if (!labels.contains(label)) {
        throw new ClozeException(
            VerbalizerError.LABEL_WITHOUT_EXAMPLES,
            "label '%s': none of %d examples has it, and its words are found by at least one; give"
                + " examples of every label",
            names.get(label),
            labels.length());
      }
    }
  }

  private void requireCandidates() {
    int needed = given.entries().size() * options.words();
    if (words.words().size() < needed) {
      throw new ClozeException(
          VerbalizerError.TOO_FEW_CANDIDATES,
          "label words: %d words of the vocabulary pass the filters, and %d labels need %d; ask for"
              + " fewer words a label, or lower least_count",
          words.words().size(),
          given.entries().size(),
          needed);
    }
  }

  FoundWords found() {
    return options.method() == AutomaticOptions.Method.LM_BFF ? together() : apart();
  }

  /** PETAL: each label's words by their own scores; a word goes to one label only. */
  private FoundWords apart() {
    List<Scored> all = new ArrayList<>();
    for (int label = 0; label < given.entries().size(); label++) {
      ImmutableDoubleArray own =
          options.method() == AutomaticOptions.Method.PETAL_LLR
              ? sums.likelihoodRatio(label, options.balance())
              : sums.crossEntropy(label, options.balance());
      for (int word : top(sums.logs(label)).toArray()) {
        all.add(new Scored(label, word, own.get(word)));
      }
    }
    all.sort(Comparator.comparingDouble(scored -> -scored.score()));
    return new FoundWords(ImmutableList.of(dealt(all)));
  }

  /** A word for a label, with its score. */
  private record Scored(int label, int word, double score) {}

  private FoundWords.Choice dealt(List<Scored> bestFirst) {
    List<List<String>> chosen = new ArrayList<>();
    given.entries().forEach(label -> chosen.add(new ArrayList<>()));
    Set<Integer> taken = new HashSet<>();
    double total = 0;
    for (Scored scored : bestFirst) {
      List<String> own = chosen.get(scored.label());
      if (own.size() < options.words() && taken.add(scored.word())) {
        own.add(words.words().get(scored.word()));
        total += scored.score();
      }
    }
    for (int label = 0; label < chosen.size(); label++) {
      if (chosen.get(label).size() < options.words()) {
        throw tooFew(label, chosen.get(label).size());
      }
    }
    return new FoundWords.Choice(labelWords(chosen), total);
  }

  private ClozeException tooFew(int label, int found) {
    return new ClozeException(
        VerbalizerError.TOO_FEW_CANDIDATES,
        "label '%s': %d of %d words were found among its %d candidates, for other labels took the"
            + " rest; give more candidates",
        given.labels().get(label),
        found,
        options.words(),
        Math.min(options.candidateCount(), words.words().size()));
  }

  /** LM-BFF: the likeliest words of each label, then the combinations that tell examples best. */
  private FoundWords together() {
    List<ImmutableIntArray> candidates =
        IntStream.range(0, given.entries().size()).mapToObj(i -> top(sums.logs(i))).toList();
    int[] kept =
        candidates.stream().flatMapToInt(ImmutableIntArray::stream).distinct().sorted().toArray();
    double[][] likelihoods = // [L][K]
        IntStream.range(0, candidates.size())
            .mapToObj(label -> likelihoods(label, kept))
            .toArray(double[][]::new);
    ImmutableList<WordCombinations.Combination> best =
        new WordCombinations(logits(kept), labels, likelihoods)
            .best(
                candidates.stream().map(own -> placesIn(kept, own)).toList(),
                options.combinations());
    if (best.isEmpty()) {
      throw tooFew(given.entries().size() - 1, 0);
    }
    return new FoundWords(
        best.stream().map(combination -> choice(kept, combination)).collect(toImmutableList()));
  }

  private double[] likelihoods(int label, int[] kept) {
    ImmutableDoubleArray own = sums.logs(label);
    long count = labels.stream().filter(other -> other == label).count();
    return Arrays.stream(kept).mapToDouble(word -> own.get(word) / count).toArray();
  }

  private static ImmutableIntArray placesIn(int[] kept, ImmutableIntArray own) {
    return ImmutableIntArray.copyOf(own.stream().map(word -> Arrays.binarySearch(kept, word)));
  }

  private FoundWords.Choice choice(int[] kept, WordCombinations.Combination combination) {
    List<List<String>> chosen =
        combination.words().stream()
            .mapToObj(place -> List.of(words.words().get(kept[place])))
            .toList();
    return new FoundWords.Choice(
        labelWords(chosen), (double) combination.right() / labels.length());
  }

  /** The scores of some words by example, [K][N]. */
  private float[][] logits(int[] kept) {
    int[] ids = Arrays.stream(kept).map(word -> words.ids().get(word)).toArray();
    float[][] logits = new float[kept.length][labels.length()];
    scores.forEachChunk(
        kept.length,
        (first, states) -> {
          float[] flat = states.logits(ids).toFloats(); // [B,K]
          for (int i = 0; i < flat.length; i++) {
            logits[i % kept.length][first + i / kept.length] = flat[i];
          }
        });
    return logits;
  }

  /** The places of the candidates that the label's examples make likeliest. */
  private ImmutableIntArray top(ImmutableDoubleArray likelihoods) {
    return ImmutableIntArray.copyOf(
        IntStream.range(0, likelihoods.length())
            .boxed()
            .sorted(Comparator.comparingDouble(word -> -likelihoods.get(word)))
            .limit(options.candidateCount())
            .mapToInt(word -> word));
  }

  private LabelWords labelWords(List<List<String>> chosen) {
    return LabelWords.of(given.labels(), chosen).withPrefix(given.prefix());
  }
}
