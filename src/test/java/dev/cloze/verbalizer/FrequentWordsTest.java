package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrequentWordsTest {
  private static final List<String> TEXTS =
      List.of("A film, a FILM; the film!", "The end: über", "Über 3 films");

  @Test
  void wordsAreCountedInWhateverCapitals() {
    FrequentWords twice = FrequentWords.of(TEXTS, 2, 100);

    assertThat(twice.words()).containsExactlyInAnyOrder("a", "film", "the", "über");
    assertThat(twice.contains("Film")).isTrue();
    assertThat(twice.contains("films")).isFalse();
    assertThat(twice.contains("end")).isFalse();
  }

  @Test
  void onlyTheCommonestCount() {
    assertThat(FrequentWords.of(TEXTS, 1, 1).words()).containsExactly("film");
    assertThat(FrequentWords.of(TEXTS, 1, 100).words()).contains("end", "3", "films");
  }
}
