package dev.cloze.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordGramsTest {
  @Test
  void wordsThenPairs() {
    assertThat(WordGrams.of("The soup, the SOUP!"))
        .containsExactly("the", "soup", "the", "soup", "the soup", "soup the", "the soup");
  }

  @Test
  void pairsReachOverWordsOfOneLetter() {
    assertThat(WordGrams.of("not a good x day"))
        .containsExactly("not", "good", "day", "not good", "good day");
  }

  @Test
  void lettersNumbersAndUnderscoresMakeWords() {
    assertThat(WordGrams.of("brakes_failed 1987 m² Straße"))
        .startsWith("brakes_failed", "1987", "m²", "straße");
  }

  @Test
  void combiningMarksPartWords() {
    assertThat(WordGrams.of("nai\u0308ve")).containsExactly("nai", "ve", "nai ve");
  }

  @Test
  void aTextWithoutWordsHasNone() {
    assertThat(WordGrams.of("a - b ! ")).isEmpty();
  }
}
