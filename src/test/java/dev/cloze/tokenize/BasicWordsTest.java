package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BasicWordsTest {
  @Test
  void splitsAtSpacesAndSetsPunctuationApart() {
    assertThat(words(" It's\t80 %,\r\nnot $5! "))
        .containsExactly("it", "'", "s", "80", "%", ",", "not", "$", "5", "!");
  }

  @Test
  void stripsAccentsAndTakesSmallLetters() {
    assertThat(words("ÀÉÎ Zoë ŁÓDŹ Ångström")).containsExactly("aei", "zoe", "łodz", "angstrom");
  }

  @Test
  void setsChineseCharactersApartAndKeepsOthersTogether() {
    assertThat(words("東京 ひら Привет")).containsExactly("東", "京", "ひら", "привет");
  }

  @Test
  void takesControlCharactersOut() {
    assertThat(words("so\u00ADft a\u200Bb c\u0000d e\uFFFDf g\u00A0h"))
        .containsExactly("soft", "ab", "cd", "ef", "g", "h");
  }

  @Test
  void setsPunctuationOfOtherScriptsApart() {
    assertThat(words("a—b «c» d。")).containsExactly("a", "—", "b", "«", "c", "»", "d", "。");
  }

  @Test
  void splitsAnEmptyTextIntoNothing() {
    assertThat(words(" \n ")).isEmpty();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    BasicWords.split(text, words::add);
    return words;
  }
}
