package dev.cloze.verbalizer;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.verbalizer.RefinementReport.Reason;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The candidate words of all labels, of which one filter after another drops some. */
final class WordSieve {
  private final LabelWords given;
  private final ImmutableList<Expansion.Candidate> candidates;
  private final ImmutableList<ImmutableIntArray> ids;
  private final Reason[] dropped;
  private final OptionalDouble[] figures;

  /**
   * A sieve that has dropped nothing yet.
   *
   * @param candidates label by label
   * @param ids the tokens of each
   */
  WordSieve(
      LabelWords given,
      ImmutableList<Expansion.Candidate> candidates,
      ImmutableList<ImmutableIntArray> ids) {
    this.given = given;
    this.candidates = candidates;
    this.ids = ids;
    dropped = new Reason[candidates.size()];
    figures = new OptionalDouble[candidates.size()];
    Arrays.fill(figures, OptionalDouble.empty());
  }

  /** Drops words that have no tokens, or the token for what the vocabulary lacks. */
  void dropUnknown(OptionalInt unknown) {
    drop(
        Reason.UNKNOWN,
        i ->
            ids.get(i).isEmpty()
                || (unknown.isPresent() && ids.get(i).contains(unknown.getAsInt())));
  }

  /**
   * Drops words whose tokens stand for several labels, save where one is the first of its label,
   * and all but the first of those that a tokenizer cannot tell apart within a label.
   */
  void dropDuplicates() {
    Map<ImmutableIntArray, Integer> once = new HashMap<>();
    Set<ImmutableIntArray> twice = new HashSet<>();
    Set<Integer> again = new HashSet<>();
    for (int i : kept()) {
      Integer other = once.putIfAbsent(ids.get(i), i);
      if (other != null && candidates.get(other).label() == candidates.get(i).label()) {
        again.add(i);
      } else if (other != null) {
        twice.add(ids.get(i));
      }
    }
    ImmutableSet<Integer> first = ImmutableSet.copyOf(firsts());
    drop(
        Reason.DUPLICATE,
        i -> again.contains(i) || (twice.contains(ids.get(i)) && !first.contains(i)));
  }

  /** Drops words of more than {@code most} tokens; any number is allowed where it is -1. */
  void dropLong(int most) {
    if (most >= 0) {
      note(i -> ids.get(i).length());
      drop(Reason.TOKENS, i -> ids.get(i).length() > most);
    }
  }

  /** Drops words with a token that is among the rarest of the vocabulary. */
  void dropRareTokens(double[] meanLogits, double fraction) {
    BitSet rare = Rarest.of(meanLogits, fraction);
    note(i -> ids.get(i).stream().mapToDouble(id -> meanLogits[id]).min().orElseThrow());
    drop(Reason.FREQUENCY, i -> ids.get(i).stream().anyMatch(rare::get));
  }

  /** Drops the rarest of the words that are left; {@code priors} are theirs, in order. */
  void dropRareWords(double[] priors, double fraction) {
    int[] places = placesAmongKept();
    BitSet rare = Rarest.of(priors, fraction);
    note(i -> priors[places[i]]);
    drop(Reason.FREQUENCY, i -> rare.get(places[i]));
  }

  /** Drops words that go with other labels as much as with their own. */
  void dropIrrelevant(float[][] logits, KnowledgeableOptions.Relevance how) {
    int[] places = placesAmongKept();
    int[] labels = kept().stream().mapToInt(i -> candidates.get(i).label()).toArray();
    int[] anchors = firsts().stream().mapToInt(i -> places[i]).toArray();
    double[] scores = WordRelevance.of(logits, labels, anchors);
    BitSet passing =
        how == KnowledgeableOptions.Relevance.RATE
            ? withinRate(scores, labels)
            : IntStream.range(0, scores.length)
                .filter(word -> scores[word] >= 1)
                .collect(BitSet::new, BitSet::set, BitSet::or);
    note(i -> scores[places[i]]);
    drop(Reason.RELEVANCE, i -> !passing.get(places[i]));
  }

  private BitSet withinRate(double[] scores, int[] labels) {
    List<int[]> byLabel =
        IntStream.range(0, given.entries().size())
            .mapToObj(
                label ->
                    IntStream.range(0, scores.length)
                        .filter(word -> labels[word] == label)
                        .toArray())
            .toList();
    double rate =
        WordRelevance.cutRate(
            byLabel.stream()
                .map(
                    words ->
                        ImmutableDoubleArray.copyOf(
                            IntStream.of(words).mapToDouble(word -> scores[word])))
                .toList());
    BitSet passing = new BitSet();
    for (int[] words : byLabel) {
      IntStream.of(words)
          .boxed()
          .sorted(Comparator.comparingDouble(word -> -scores[word]))
          .limit(WordRelevance.kept(words.length, rate))
          .forEach(passing::set);
    }
    return passing;
  }

  /** The places of the words that are left. */
  ImmutableList<Integer> kept() {
    return IntStream.range(0, dropped.length)
        .filter(i -> dropped[i] == null)
        .boxed()
        .collect(toImmutableList());
  }

  /** The place of each word among those that are left; of no meaning for one that is dropped. */
  private int[] placesAmongKept() {
    int[] places = new int[dropped.length];
    for (int i = 1; i < places.length; i++) {
      places[i] = places[i - 1] + (dropped[i - 1] == null ? 1 : 0);
    }
    return places;
  }

  /** The words that are left, with their tokens. */
  ImmutableList<LabelWordTokens.Entry> entries() {
    return kept().stream()
        .map(i -> new LabelWordTokens.Entry(candidates.get(i).label(), word(i), ids.get(i)))
        .collect(toImmutableList());
  }

  /** The words that are left, and what became of all. */
  Refinement refinement() {
    ImmutableList<Integer> kept = kept();
    ImmutableList.Builder<LabelWords.Label> labels = ImmutableList.builder();
    for (int label = 0; label < given.entries().size(); label++) {
      labels.add(
          new LabelWords.Label(
              name(label), own(kept, label).map(this::word).collect(toImmutableList())));
    }
    return new Refinement(new LabelWords(labels.build(), given.prefix()), report());
  }

  private RefinementReport report() {
    return new RefinementReport(
        IntStream.range(0, dropped.length)
            .mapToObj(
                i ->
                    new RefinementReport.Line(
                        name(candidates.get(i).label()),
                        text(i),
                        candidates.get(i).source(),
                        Optional.ofNullable(dropped[i]),
                        figures[i]))
            .collect(toImmutableList()));
  }

  private void note(IntToDoubleFunction figure) {
    kept().forEach(i -> figures[i] = OptionalDouble.of(figure.applyAsDouble(i)));
  }

  private void drop(Reason reason, IntPredicate drops) {
    ImmutableList<Integer> before = kept();
    before.stream().filter(drops::test).forEach(i -> dropped[i] = reason);
    for (int label = 0; label < given.entries().size(); label++) {
      int number = label;
      if (own(before, number).allMatch(i -> dropped[i] != null)) {
        throw new ClozeException(
            VerbalizerError.EMPTIED_LABEL,
            "label '%s': the filter %s took the last of its words (%s); give it other words, or"
                + " set %s",
            name(number),
            reason.name().toLowerCase(Locale.ROOT),
            own(before, number).map(i -> "'" + text(i) + "'").collect(Collectors.joining(", ")),
            remedy(reason));
      }
    }
  }

  private static String remedy(Reason reason) {
    return switch (reason) {
      case TOKENS -> "most_tokens higher";
      case FREQUENCY -> "candidate_fraction lower";
      case RELEVANCE -> "relevance: none";
      case UNKNOWN, DUPLICATE -> "sources that know the model's words";
    };
  }

  private Stream<Integer> own(ImmutableList<Integer> places, int label) {
    return places.stream().filter(i -> candidates.get(i).label() == label);
  }

  /** The place of the first word that is left of each label. */
  private ImmutableList<Integer> firsts() {
    ImmutableList<Integer> kept = kept();
    return IntStream.range(0, given.entries().size())
        .mapToObj(label -> own(kept, label).findFirst().orElseThrow())
        .collect(toImmutableList());
  }

  private LabelWords.Word word(int place) {
    return candidates.get(place).word();
  }

  private String text(int place) {
    return word(place).text();
  }

  private String name(int label) {
    return given.entries().get(label).name();
  }
}
