package dev.cloze.verbalizer;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.verbalizer.RefinementReport.Reason;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Each filter by itself; words are written as the numbers of their tokens. */
class WordSieveTest {
  @Test
  void wordsThatTheVocabularyLacksAreDropped() {
    WordSieve sieve = sieve(List.of("1", "none", "2 99"), List.of("3"));

    sieve.dropUnknown(OptionalInt.of(99));

    assertThat(kept(sieve)).containsExactly(List.of("1"), List.of("3"));
    assertThat(reasons(sieve, Reason.UNKNOWN)).containsExactly("none", "2 99");
  }

  @Test
  void wordsOfTwoLabelsAreDroppedSaveTheFirstOfEach() {
    WordSieve sieve = sieve(List.of("1", "5", "2"), List.of("2", "5", "1", "4"));

    sieve.dropDuplicates();

    assertThat(kept(sieve)).containsExactly(List.of("1"), List.of("2", "4"));
    assertThat(reasons(sieve, Reason.DUPLICATE)).containsExactly("5", "2", "5", "1");
  }

  @Test
  void wordsOfTooManyTokensAreDropped() {
    WordSieve sieve = sieve(List.of("1 2", "1", "3 4 5"), List.of("2"));

    sieve.dropLong(-1);
    assertThat(kept(sieve).get(0)).hasSize(3);
    sieve.dropLong(2);

    assertThat(kept(sieve)).containsExactly(List.of("1 2", "1"), List.of("2"));
    assertThat(line(sieve, "3 4 5").figure()).hasValue(3);
  }

  @Test
  void wordsWithATokenAmongTheRarestOfTheVocabularyAreDropped() {
    WordSieve sieve = sieve(List.of("4", "4 0", "1"), List.of("3", "0"));

    sieve.dropRareTokens(new double[] {-2, -1, 5, 1, 2}, 0.5);

    assertThat(kept(sieve)).containsExactly(List.of("4"), List.of("3"));
    assertThat(reasons(sieve, Reason.FREQUENCY)).containsExactly("4 0", "1", "0");
    assertThat(line(sieve, "4 0").figure()).hasValue(-2);
    assertThat(line(sieve, "4").figure()).hasValue(2);
  }

  @Test
  void theRarestOfTheWordsThatAreLeftAreDropped() {
    WordSieve sieve = sieve(List.of("none", "4", "2"), List.of("3", "0"));

    sieve.dropUnknown(OptionalInt.empty());
    sieve.dropRareWords(new double[] {0.4, 0.1, 0.3, 0.2}, 0.5);

    assertThat(kept(sieve)).containsExactly(List.of("4"), List.of("3"));
    assertThat(line(sieve, "0").figure()).hasValue(0.2);
    assertThat(line(sieve, "none").dropped()).contains(Reason.UNKNOWN);
  }

  @Test
  void wordsThatGoWithOtherLabelsAsMuchAreDropped() {
    WordSieve sieve = sieve(List.of("0", "1"), List.of("2", "3"));

    sieve.dropIrrelevant(
        new float[][] {{1, -1, 0}, {2, 0, -2}, {1, 1, -2}, {2, 0, -2}},
        KnowledgeableOptions.Relevance.OWN);

    assertThat(kept(sieve)).containsExactly(List.of("0"), List.of("2", "3"));
    assertThat(reasons(sieve, Reason.RELEVANCE)).containsExactly("1");
  }

  @Test
  void aRateCutsAsMuchOffEveryLabel() {
    WordSieve sieve = sieve(List.of("0", "1"), List.of("2", "3"));

    // the second words have the relevances 1/√3 and -100: half of each label is nearer to 1 in sum
    sieve.dropIrrelevant(
        new float[][] {{1.1f, -0.9f, -0.2f}, {2, 0, -2}, {1, 1, -2}, {-1, -1, 2}},
        KnowledgeableOptions.Relevance.RATE);

    assertThat(kept(sieve)).containsExactly(List.of("0"), List.of("2"));
  }

  @Test
  void theFilterThatTookTheLastWordsOfALabelIsNamed() {
    WordSieve sieve = sieve(List.of("1"), List.of("none", "2 3", "4 5"));

    sieve.dropUnknown(OptionalInt.empty());

    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(() -> sieve.dropLong(1))
        .withMessage(
            "label 'label1': the filter tokens took the last of its words ('2 3', '4 5'); give it"
                + " other words, or set most_tokens higher")
        .satisfies(e -> assertThat(e.code()).isEqualTo(VerbalizerError.EMPTIED_LABEL));
  }

  @Test
  void weightsAndThePrefixAreKept() {
    LabelWords given =
        NumberedWords.words(List.of(List.of("1", "2"), List.of("3")))
            .withWeight("label0", "2", 0.5)
            .withPrefix("");
    WordSieve sieve =
        new WordSieve(given, Expansion.of(given, List.of()), ids(Expansion.of(given, List.of())));

    assertThat(sieve.refinement().words()).isEqualTo(given);
  }

  @Test
  void theReportIsATable() {
    WordSieve sieve = sieve(List.of("1", "3 4 5"), List.of("2"));

    sieve.dropLong(2);

    assertThat(sieve.refinement().report().kept()).isEqualTo(2);
    assertThat(sieve.refinement().report().table())
        .containsExactly(
            "label   word   source  kept        figure",
            "label0  1      given   yes         1.000",
            "label0  3 4 5  given   no: tokens  3.000",
            "label1  2      given   yes         1.000");
  }

  private static WordSieve sieve(List<String> first, List<String> second) {
    LabelWords given = NumberedWords.words(List.of(first, second));
    ImmutableList<Expansion.Candidate> candidates = Expansion.of(given, List.of());
    return new WordSieve(given, candidates, ids(candidates));
  }

  private static ImmutableList<ImmutableIntArray> ids(
      ImmutableList<Expansion.Candidate> candidates) {
    return candidates.stream()
        .map(candidate -> ImmutableIntArray.copyOf(NumberedWords.encode(candidate.word().text())))
        .collect(toImmutableList());
  }

  private static List<List<String>> kept(WordSieve sieve) {
    return sieve.refinement().words().entries().stream()
        .map(label -> label.words().stream().map(LabelWords.Word::text).toList())
        .toList();
  }

  private static List<String> reasons(WordSieve sieve, Reason reason) {
    return sieve.refinement().report().lines().stream()
        .filter(line -> line.dropped().filter(reason::equals).isPresent())
        .map(RefinementReport.Line::word)
        .toList();
  }

  private static RefinementReport.Line line(WordSieve sieve, String word) {
    return sieve.refinement().report().lines().stream()
        .filter(line -> line.word().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
