package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {
  @Test
  void cutsAtTheEndsOfSentencesAndNotAtLineBreaks() {
    assertThat(Sentences.of("It rained all\nnight. \"Did it?\"  It did! So\tthey stayed\n"))
        .containsExactly("It rained all night.", "\"Did it?\"", "It did!", "So they stayed");
  }

  @Test
  void takesTheFirstHundredOfALongDocument() {
    String text = "One more sentence. ".repeat(150);

    assertThat(Sentences.of(text)).hasSize(100).containsOnly("One more sentence.");
  }

  @Test
  void aDocumentOfBlanksHasNone() {
    assertThat(Sentences.of(" \n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "The team cheered loudly., true",
    "The team cheered., false",
    "The team cheered 3 : 2, false",
    "Der Verein gewann gestern., true"
  })
  void aSentenceTellsSomethingWithFourWords(String sentence, boolean tells) {
    assertThat(Sentences.isTelling(sentence)).isEqualTo(tells);
  }
}
