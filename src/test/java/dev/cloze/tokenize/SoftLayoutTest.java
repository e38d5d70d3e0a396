package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.template.SoftGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SoftLayoutTest {
  private static final PretrainedTokenizer BERT = Fixtures.tokenizer("bert");

  @AfterAll
  static void close() {
    BERT.close();
  }

  private static SoftLayout layout(SoftGroup... groups) {
    return SoftLayout.of(ImmutableList.copyOf(groups), BERT);
  }

  @Test
  void everyPositionHasARowOfItsOwnOrSharesOne() {
    SoftLayout layout = layout(new SoftGroup("", 3, false), new SoftGroup("", 3, true));

    assertThat(layout.rows()).isEqualTo(4);
    assertThat(layout.rowsOf(0).asList()).containsExactly(1, 2, 3);
    assertThat(layout.rowsOf(1).asList()).containsExactly(4, 4, 4);
    assertThat(layout.initialToken(4)).isEmpty();
  }

  @Test
  void wordsGiveARowForEachTokenAndCopy() {
    int the = BERT.encode("the")[0];
    int a = BERT.encode("a")[0];
    SoftLayout layout =
        layout(
            new SoftGroup("", 1, false),
            new SoftGroup(" the a", 2, false),
            new SoftGroup(" the a", 2, true));

    assertThat(layout.rows()).isEqualTo(7);
    assertThat(layout.rowsOf(1).asList()).containsExactly(2, 3, 4, 5);
    assertThat(layout.rowsOf(2).asList()).containsExactly(6, 7, 6, 7);
    assertThat(layout.initialToken(1)).isEmpty();
    assertThat(layout.initialToken(2)).hasValue(the);
    assertThat(layout.initialToken(3)).hasValue(a);
    assertThat(layout.initialToken(5)).hasValue(a);
    assertThat(layout.initialToken(6)).hasValue(the);
  }

  @Test
  void failsWhenTheVocabularyLacksTheWords() {
    assertThatThrownBy(() -> layout(new SoftGroup(" the 東", 1, false)))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TokenizeError.SOFT_WORDS))
        .hasMessage(
            "soft 'the 東': the vocabulary lacks a part of these words (the tokenizer makes [UNK] of"
                + " it); choose other words");
  }

  @Test
  void failsWhenWordsMakeNoToken() {
    assertThatThrownBy(() -> layout(new SoftGroup(" ", 1, false)))
        .hasMessage("soft '': the tokenizer makes no token of these words; give it words, or none");
  }

  @Test
  void theUnknownTokenMayBeNamed() {
    assertThat(layout(new SoftGroup("[UNK]", 1, false)).initialToken(1)).isEqualTo(BERT.unknown());
  }
}
