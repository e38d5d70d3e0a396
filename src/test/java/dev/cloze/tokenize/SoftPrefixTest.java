package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained rows before the token that the tokenizer puts first (Lester et al. 2021). */
class SoftPrefixTest {
  private static final String PREFIX = "{'soft':None,'duplicate':3,'front':True}";

  @TempDir static Path folder;
  private static PretrainedTokenizer bert;
  private static PretrainedTokenizer gpt2;

  @BeforeAll
  static void load() {
    bert = Shown.words(folder, ". it was the ferry late");
    gpt2 = Fixtures.tokenizer("gpt2");
  }

  @AfterAll
  static void close() {
    bert.close();
    gpt2.close();
  }

  private static PromptTokenizer masked(String template, int maxLength) {
    return Shown.prompts(bert, ModelKind.MASKED, template, maxLength);
  }

  private static PromptTokenizer causal(String template, int maxLength) {
    return Shown.prompts(gpt2, ModelKind.CAUSAL, template, maxLength);
  }

  @Test
  void standsBeforeTheFirstTokenOfAMaskedModel() {
    EncodedPrompt prompt =
        masked(PREFIX + "{'placeholder':'text_a'} it was {'mask'} .", 64)
            .encode(Example.of("the ferry"));

    assertThat(Shown.tokens(prompt, bert))
        .isEqualTo("soft-1 soft-2 soft-3 [CLS] the ferry it was [MASK] . [SEP]");
    assertThat(prompt.maskPositions().asList()).containsExactly(8);
    assertThat(prompt.roles().subList(2, 5))
        .containsExactly(TokenRole.SOFT, TokenRole.ADDED, TokenRole.SHORTENABLE);
    assertThat(prompt.lossIds().asList()).containsExactly(0, 0, 0, -100, 0, 0, 0, 0, 1, 0, -100);
  }

  @Test
  void standsFirstForACausalModelThatAnswersAtTheLastToken() {
    EncodedPrompt prompt =
        causal(PREFIX + "{'placeholder':'text_a'} It was {'mask'}.", 64)
            .encode(Example.of("A quiet robot"));

    List<Integer> expected = Shown.pieces(gpt2, -1, -2, -3, "A quiet robot", " It was");
    assertThat(Shown.ids(prompt)).isEqualTo(expected);
    assertThat(prompt.maskPositions().asList()).containsExactly(expected.size() - 1);
  }

  @Test
  void staysBesideThePaddingOfACausalModel() {
    PromptTokenizer prompts = causal(PREFIX + "{'placeholder':'text_a'} It was {'mask'}", 64);

    PromptBatch batch = prompts.batch(List.of(Example.of("aaaa bbbb"), Example.of("a")));

    int length = batch.length();
    int padded = length - 3 - gpt2.encode("a").length - gpt2.encode(" It was").length;
    assertThat(padded).isPositive();
    assertThat(batch.softIds()).startsWith(1, 2, 3);
    assertThat(IntStream.range(length, 2 * length).filter(i -> batch.softIds()[i] > 0))
        .containsExactly(length + padded, length + padded + 1, length + padded + 2);
    assertThat(batch.maskPositions()).containsExactly(length - 1, length - 1);
  }

  @Test
  void countsInTheLengthAndIsNotCut() {
    EncodedPrompt prompt =
        masked(PREFIX + "{'placeholder':'text_a'} it was {'mask'}", 10)
            .encode(Example.of("the ferry was late . it was the ferry"));

    assertThat(Shown.tokens(prompt, bert))
        .isEqualTo("soft-1 soft-2 soft-3 [CLS] the ferry it was [MASK] [SEP]");
    assertThat(prompt.cut()).isEqualTo(7);
    assertThat(prompt.maskPositions().asList()).containsExactly(8);
  }

  @Test
  void refusesAPrefixThatLeavesNoRoom() {
    String prefix = "{'soft':None,'duplicate':510,'front':True}";
    Example example = Example.of("the ferry").withId("7");

    assertThatThrownBy(
            () -> masked(prefix + "{'placeholder':'text_a'}{'mask'}", 512).encode(example))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TokenizeError.TOO_LONG))
        .hasMessageStartingWith(
            "example '7': the template is 1 tokens too long: 513 tokens may not be cut, the maximum"
                + " is 512");
    assertThat(
            causal(prefix + "{'placeholder':'text_a'}{'mask'}", 512)
                .encode(Example.of("a ".repeat(99)))
                .length())
        .isEqualTo(512);
  }

  @Test
  void startsFromWordsAndLendsItsRows() {
    PromptTokenizer prompts =
        masked(
            "{'soft':'the ferry','soft_id':1,'front':True}{'placeholder':'text_a'}"
                + " {'soft_id':1} {'mask'}",
            64);

    assertThat(Shown.tokens(prompts.encode(Example.of("late")), bert))
        .isEqualTo("soft-1 soft-2 [CLS] late soft-1 soft-2 [MASK] [SEP]");
    assertThat(prompts.softLayout().initialToken(2)).isEqualTo(bert.id("ferry"));
  }
}
