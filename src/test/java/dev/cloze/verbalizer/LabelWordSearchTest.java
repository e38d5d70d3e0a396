package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.verbalizer.AutomaticOptions.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Five tokens, of which the last is no word; four examples, two of each label. */
class LabelWordSearchTest {
  private static final LabelWords GIVEN =
      LabelWords.ofSingle(List.of("no", "yes"), List.of("any", "other"));
  private static final ImmutableIntArray LABELS = ImmutableIntArray.of(0, 0, 1, 1);
  private static final WholeWords WORDS =
      new WholeWords(
          ImmutableIntArray.of(0, 1, 2, 3), ImmutableList.of("the", "bad", "good", "poor"));

  /**
   * Of the words "the" is likeliest everywhere, "bad" and "poor" are likelier with label 0 and
   * "good" with label 1.
   */
  private static final double[][] LOGITS = {
    {6, 4, 0, 2, 9}, {6, 3, 1, 2, 9}, {6, 0, 4, 0, 0}, {6, 1, 3, 0, 0}
  };

  @Test
  void theLikelihoodRatioFindsWordsThatGoWithTheirLabel() {
    FoundWords found = found(AutomaticOptions.defaults(), LABELS);

    assertThat(found.best())
        .isEqualTo(LabelWords.ofSingle(List.of("no", "yes"), List.of("bad", "good")));
    assertThat(found.choices()).hasSize(1);
  }

  @Test
  void aWordGoesToOneLabelOnly() {
    AutomaticOptions entropy = AutomaticOptions.defaults().withMethod(Method.PETAL_CE).withWords(2);

    assertThat(
            found(entropy, LABELS).best().entries().stream()
                .flatMap(label -> label.words().stream())
                .map(LabelWords.Word::text))
        .containsExactlyInAnyOrder("the", "bad", "good", "poor");
  }

  @Test
  void onlyTheLikeliestWordsOfALabelAreCandidates() {
    FoundWords found = found(AutomaticOptions.defaults().withCandidates(2), LABELS);

    assertThat(found.best())
        .isEqualTo(LabelWords.ofSingle(List.of("no", "yes"), List.of("bad", "good")));
    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(() -> found(AutomaticOptions.defaults().withCandidates(1), LABELS))
        .withMessage(
            "label 'no': 0 of 1 words were found among its 1 candidates, for other labels took the"
                + " rest; give more candidates")
        .satisfies(e -> assertThat(e.code()).isEqualTo(VerbalizerError.TOO_FEW_CANDIDATES));
  }

  @Test
  void lmBffFindsWordsThatTellExamplesTogetherAndKeepsTheNextOnes() {
    FoundWords found = found(AutomaticOptions.defaults().withMethod(Method.LM_BFF), LABELS);

    assertThat(found.choices().get(0).words())
        .isEqualTo(LabelWords.ofSingle(List.of("no", "yes"), List.of("bad", "good")));
    assertThat(found.choices().get(0).score()).isEqualTo(1);
    assertThat(found.choices().get(1).words())
        .isEqualTo(LabelWords.ofSingle(List.of("no", "yes"), List.of("poor", "good")));
    // four words for two labels, none for both: 4 · 3
    assertThat(found.choices()).hasSize(12);
    assertThat(found.choices().get(11).score()).isZero();
  }

  @Test
  void oneLabelAloneIsFoundWordsForToo() {
    LabelWordSearch search =
        new LabelWordSearch(
            LabelWords.ofSingle(List.of("all"), List.of("any")),
            AutomaticOptions.defaults(),
            WORDS,
            WholeMaskStates.support(LOGITS),
            5,
            ImmutableIntArray.of(0, 0, 0, 0));

    assertThat(search.found().best().entries().get(0).words())
        .containsExactly(new LabelWords.Word("the", 1));
  }

  @Test
  void thePrefixIsKept() {
    LabelWordSearch search =
        new LabelWordSearch(
            GIVEN.withPrefix(""),
            AutomaticOptions.defaults(),
            WORDS,
            WholeMaskStates.support(LOGITS),
            5,
            LABELS);

    assertThat(search.found().best().prefix()).isEmpty();
  }

  @Test
  void aLabelWithoutExamplesIsRefused() {
    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(() -> found(AutomaticOptions.defaults(), ImmutableIntArray.of(0, 0, 0, 0)))
        .withMessage(
            "label 'yes': none of 4 examples has it, and its words are found by at least one; give"
                + " examples of every label")
        .satisfies(e -> assertThat(e.code()).isEqualTo(VerbalizerError.LABEL_WITHOUT_EXAMPLES));
  }

  @Test
  void scoresOfPetalAreThoseOfTheChosenWords() {
    LabelSums sums = LabelSums.of(WholeMaskStates.support(LOGITS), 5, WORDS.ids(), LABELS, 2);

    assertThat(found(AutomaticOptions.defaults(), LABELS).choices().get(0).score())
        .isCloseTo(
            sums.likelihoodRatio(0, true).get(1) + sums.likelihoodRatio(1, true).get(2),
            within(1e-9));
  }

  private static FoundWords found(AutomaticOptions options, ImmutableIntArray labels) {
    return new LabelWordSearch(GIVEN, options, WORDS, WholeMaskStates.support(LOGITS), 5, labels)
        .found();
  }
}
