package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.tokenize.PretrainedTokenizer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeWordsTest {
  @ParameterizedTest
  @CsvSource({"bert,##", "roberta,Ġ", "gpt2,Ġ"})
  void aWholeWordBecomesItsOwnTokenBehindASpace(String family, String mark) {
    try (PretrainedTokenizer tokenizer = tokenizer(family)) {
      WholeWords words = WholeWords.of(tokenizer, tokenizer.size(), " ", true);

      assertThat(words.words()).hasSizeGreaterThan(20).hasSameSizeAs(words.ids().asList());
      for (int i = 0; i < words.words().size(); i++) {
        assertThat(tokenizer.encode(" " + words.words().get(i)))
            .containsExactly(words.ids().get(i));
        assertThat(words.words().get(i)).matches("\\p{L}+");
        assertThat(tokenizer.token(words.ids().get(i)).startsWith(mark))
            .isEqualTo(!mark.equals("##"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"bert,##", "roberta,Ġ", "gpt2,Ġ"})
  void everyTokenSpeltAsAWholeWordOfSmallLettersIsOne(String family, String mark) {
    try (PretrainedTokenizer tokenizer = tokenizer(family)) {
      WholeWords words = WholeWords.of(tokenizer, tokenizer.size(), " ", true);

      String spelling = mark.equals("##") ? "[a-z]+" : mark + "[a-z]+";
      for (int id = 0; id < tokenizer.size(); id++) {
        if (tokenizer.token(id).matches(spelling)) {
          assertThat(words.ids().asList()).as(tokenizer.token(id)).contains(id);
        }
      }
    }
  }

  @Test
  void specialTokensAreNeverWordsAndSignsOnlyOnRequest() {
    try (PretrainedTokenizer tokenizer = tokenizer("bert")) {
      WholeWords letters = WholeWords.of(tokenizer, tokenizer.size(), " ", true);
      WholeWords all = WholeWords.of(tokenizer, tokenizer.size(), " ", false);

      assertThat(letters.words()).doesNotContain(".", "!");
      assertThat(all.words()).contains(".").containsAll(letters.words());
      assertThat(all.words()).doesNotContain("[MASK]", "[CLS]", "[SEP]", "[PAD]", "[UNK]");
    }
  }

  @Test
  void idsThatTheModelHasNoScoreForAreLeftOut() {
    try (PretrainedTokenizer tokenizer = tokenizer("bert")) {
      assertThat(WholeWords.of(tokenizer, 100, " ", true).ids().asList()).allMatch(id -> id < 100);
    }
  }

  @Test
  void wordsAreChosenByTheirText() {
    try (PretrainedTokenizer tokenizer = tokenizer("bert")) {
      WholeWords words = WholeWords.of(tokenizer, tokenizer.size(), " ", true);

      assertThat(words.where(text -> text.equals("the")).words()).containsExactly("the");
      assertThat(words.where(text -> text.equals("the")).ids().toArray())
          .isEqualTo(tokenizer.encode("the"));
    }
  }

  private static PretrainedTokenizer tokenizer(String family) {
    return PretrainedTokenizer.load(Path.of("src/test/resources/golden/openprompt", family));
  }
}
