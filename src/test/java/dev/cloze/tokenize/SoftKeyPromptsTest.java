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

/** Keys with rows of their own (Zhong et al. 2022, ProQA). */
class SoftKeyPromptsTest {
  @TempDir static Path folder;
  private static PretrainedTokenizer bert;
  private static PretrainedTokenizer gpt2;

  @BeforeAll
  static void load() {
    bert = Shown.words(folder, "? the question text passage who slept a robot");
    gpt2 = Fixtures.tokenizer("gpt2");
  }

  @AfterAll
  static void close() {
    bert.close();
    gpt2.close();
  }

  @Test
  void standInFrontOfTheirTextsAndAreTheSameWhereverTheyStand() {
    PromptTokenizer prompts =
        Shown.prompts(
            bert,
            ModelKind.MASKED,
            "{'placeholder':'text_a','soft_key':'question'}"
                + " {'placeholder':'text_b','soft_key':'the passage'}"
                + " {'text':'who','soft_key':'question'}{'meta':'by','soft_key':'text'} {'mask'}",
            64);

    EncodedPrompt prompt =
        prompts.encode(Example.of("who slept ?", "a robot slept").withMeta("by", "robot"));

    assertThat(Shown.tokens(prompt, bert))
        .isEqualTo(
            "[CLS] soft-1 who slept ? soft-2 soft-3 a robot slept soft-1 who soft-4 robot [MASK]"
                + " [SEP]");
    assertThat(starts(prompts, bert)).containsExactly("question", "the", "passage", "text");
  }

  @Test
  void repeatTheirWordsToALength() {
    PromptTokenizer prompts =
        Shown.prompts(
            bert,
            ModelKind.MASKED,
            "{'placeholder':'text_a','soft_key':'the question','key_length':5}"
                + " {'text':'?','soft_key':'text','key_length':1} {'mask'}",
            64);

    assertThat(Shown.tokens(prompts.encode(Example.of("who")), bert))
        .isEqualTo("[CLS] soft-1 soft-2 soft-3 soft-4 soft-5 who soft-6 ? [MASK] [SEP]");
    assertThat(starts(prompts, bert))
        .containsExactly("the", "question", "the", "question", "the", "text");
  }

  @Test
  void leaveTheSpaceOfAByteLevelTextInPlace() {
    PromptTokenizer prompts =
        Shown.prompts(
            gpt2,
            ModelKind.CAUSAL,
            "Q {'placeholder':'text_a','soft_key':'it'} {'text':'A:','soft_key':'it'} {'mask'}",
            64);
    int rows = gpt2.encode(" it").length;

    assertThat(prompts.softLayout().rows()).isEqualTo(rows);
    assertThat(starts(prompts, gpt2))
        .isEqualTo(IntStream.of(gpt2.encode(" it")).mapToObj(gpt2::token).toList());
    assertThat(rows).isEqualTo(1);
    assertThat(Shown.ids(prompts.encode(Example.of("who slept"))))
        .isEqualTo(Shown.pieces(gpt2, "Q", -1, " who slept", -1, " A:"));
  }

  @Test
  void goWithATextThatIsLeftOut() {
    PromptTokenizer prompts =
        Shown.prompts(
            bert,
            ModelKind.MASKED,
            "{'placeholder':'text_a'} {'placeholder':'text_b','soft_key':'passage','optional':True,"
                + "'before':'the ','after':' ?'} {'mask'}",
            64);

    assertThat(Shown.tokens(prompts.encode(Example.of("who")), bert))
        .isEqualTo("[CLS] who [MASK] [SEP]");
    assertThat(Shown.tokens(prompts.encode(Example.of("who", "robot")), bert))
        .isEqualTo("[CLS] who soft-1 the robot ? [MASK] [SEP]");
  }

  @Test
  void refuseWordsThatTheVocabularyLacks() {
    assertThatThrownBy(
            () ->
                Shown.prompts(
                    bert, ModelKind.MASKED, "{'text':'a','soft_key':'hypothesis'} {'mask'}", 64))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TokenizeError.SOFT_WORDS));
  }

  @Test
  void behindTheMaskOfACausalModelAreRefused() {
    assertThatThrownBy(
            () ->
                Shown.prompts(
                    gpt2, ModelKind.CAUSAL, "a {'mask'} {'text':'a','soft_key':'it'}", 64))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(TokenizeError.CAUSAL_AFTER_MASK));
  }

  private static List<String> starts(PromptTokenizer prompts, PretrainedTokenizer tokenizer) {
    return IntStream.rangeClosed(1, prompts.softLayout().rows())
        .mapToObj(row -> tokenizer.token(prompts.softLayout().initialToken(row).getAsInt()))
        .toList();
  }
}
