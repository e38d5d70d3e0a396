package dev.cloze.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** WordNet 3.1's own entries, as its browser shows them. */
class WordNetTest {
  private static final WordNet SYNONYMS = WordNet.open(WordNetOptions.synonyms());

  @Test
  void synonymsOfAllSensesComeInTheOrderOfTheSenses() {
    assertThat(SYNONYMS.related("car"))
        .containsExactly("auto", "automobile", "machine", "motorcar", "railcar", "gondola");
  }

  @Test
  void onlyTheFirstSensesCountWhereThatIsAsked() {
    assertThat(WordNet.open(new WordNetOptions(0, 0, 0, 1, false)).related("car"))
        .containsExactly("auto", "automobile", "machine", "motorcar");
  }

  @Test
  void wordsOfSeveralWordsAreKeptOnRequestWithSpaces() {
    assertThat(WordNet.open(new WordNetOptions(0, 0, 0, -1, true)).related("car"))
        .contains("railway car", "elevator car", "cable car");
  }

  @Test
  void aStepDownGivesNarrowerWordsAndTwoGiveMore() {
    WordNet one = WordNet.open(new WordNetOptions(1, 0, 0, -1, false));
    WordNet two = WordNet.open(new WordNetOptions(2, 0, 0, -1, false));

    assertThat(SYNONYMS.related("sport")).doesNotContain("skating", "swimming");
    assertThat(one.related("sport")).contains("skating").doesNotContain("swimming");
    assertThat(two.related("sport")).contains("skating", "swimming");
  }

  @Test
  void similarAdjectivesAreTaken() {
    WordNet similar = WordNet.open(new WordNetOptions(0, 1, 0, -1, false));

    assertThat(SYNONYMS.related("happy")).doesNotContain("joyful", "blissful");
    assertThat(similar.related("happy")).contains("blissful");
  }

  @Test
  void wordsDerivedFromTheWordItselfAreTaken() {
    WordNet derived = WordNet.open(new WordNetOptions(0, 0, 1, -1, false));

    assertThat(SYNONYMS.related("happy")).doesNotContain("happiness");
    assertThat(derived.related("happy")).contains("happiness");
  }

  @Test
  void inflectedFormsAreFound() {
    assertThat(SYNONYMS.related("cars")).contains("automobile");
  }

  @Test
  void noMarkerAndNoUnderscoreIsLeftInAWord() {
    WordNet all = WordNet.open(new WordNetOptions(1, 2, 1, -1, true));

    assertThat(all.related("abundant")).contains("galore");
    assertThat(all.related("abundant")).noneMatch(word -> word.matches(".*[_()].*"));
  }

  @Test
  void aWordThatIsNotThereHasNoneRelated() {
    assertThat(SYNONYMS.related("qzxwv")).isEmpty();
  }

  @Test
  void defaultsGoOneStepEachWay() {
    assertThat(WordNetOptions.defaults()).isEqualTo(new WordNetOptions(1, 1, 1, -1, false));
    assertThat(WordNetOptions.synonyms()).isEqualTo(new WordNetOptions(0, 0, 0, -1, false));
  }
}
