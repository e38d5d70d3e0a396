package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.data.Example;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What OpenPrompt 1.0.1 gets wrong without a word, or breaks off at. */
class OldTrapsTest {
  private static final String LONG = "the ferry was late because the engine failed";

  @TempDir static Path folder;
  private static PretrainedTokenizer bert;
  private static PretrainedTokenizer gpt2;

  @BeforeAll
  static void load() {
    bert = Shown.words(folder, ". it was the ferry late because engine failed we lost two hours");
    gpt2 = Fixtures.tokenizer("gpt2");
  }

  @AfterAll
  static void close() {
    bert.close();
    gpt2.close();
  }

  private static EncodedPrompt masked(
      String template, int maxLength, Truncation truncation, Example example) {
    return Shown.prompts(
            bert, ModelKind.MASKED, template, new PromptTokenizerOptions(maxLength, truncation))
        .encode(example);
  }

  private static EncodedPrompt causal(
      String template, int maxLength, Truncation truncation, Example example) {
    return Shown.prompts(
            gpt2, ModelKind.CAUSAL, template, new PromptTokenizerOptions(maxLength, truncation))
        .encode(example);
  }

  /** There a causal model gets none of them: an unset soft token is empty text. */
  @Test
  void everySoftTokenOfACausalModelIsThere() {
    EncodedPrompt prompt =
        causal(
            "{'soft'} {'placeholder':'text_a'} {'soft':None,'duplicate':2} {'mask'}",
            64,
            Truncation.TAIL,
            Example.of(LONG));

    assertThat(Shown.ids(prompt)).isEqualTo(Shown.pieces(gpt2, -1, " " + LONG, -2, -3));
  }

  /** There it ends in a TypeError. */
  @Test
  void aSoftIdOfACausalModelCanBeUsedAgain() {
    EncodedPrompt prompt =
        causal(
            "{'soft':None,'soft_id':1,'duplicate':2} {'placeholder':'text_a'} {'soft_id':1}"
                + " {'mask'}",
            64,
            Truncation.TAIL,
            Example.of(LONG));

    assertThat(Shown.ids(prompt)).isEqualTo(Shown.pieces(gpt2, -1, -2, " " + LONG, -1, -2));
  }

  /** There the token whose output is the answer can be cut away. */
  @ParameterizedTest
  @EnumSource(Truncation.class)
  void noCutTakesThePlaceOfTheAnswer(Truncation truncation) {
    int whole = gpt2.encode(LONG).length;
    int fixed = gpt2.encode(" It was").length;
    for (int maxLength = fixed; maxLength <= whole + fixed; maxLength++) {
      EncodedPrompt prompt =
          causal(
              "{'placeholder':'text_a'} It was {'mask'}", maxLength, truncation, Example.of(LONG));

      assertThat(prompt.length()).isEqualTo(maxLength);
      assertThat(prompt.maskPositions().asList()).containsExactly(maxLength - 1);
      assertThat(Shown.ids(prompt).subList(maxLength - fixed, maxLength))
          .isEqualTo(Shown.pieces(gpt2, " It was"));
    }
    for (int maxLength = 5; maxLength <= 13; maxLength++) {
      EncodedPrompt prompt =
          masked(
              "{'placeholder':'text_a'} it was {'mask'}", maxLength, truncation, Example.of(LONG));

      int mask = prompt.maskPositions().get(0);
      assertThat(mask).isEqualTo(prompt.length() - 2);
      assertThat(bert.token(prompt.ids().get(mask))).isEqualTo("[MASK]");
    }
  }

  /** There {@code head} takes the end of the first text. */
  @Test
  void headTakesTheBeginning() {
    String template = "{'placeholder':'text_a'} .{'placeholder':'text_b'} {'mask'}";
    Example example = Example.of(LONG, "we lost two hours");

    assertThat(Shown.tokens(masked(template, 13, Truncation.HEAD, example), bert))
        .isEqualTo("[CLS] late because the engine failed . we lost two hours [MASK] [SEP]");
    assertThat(Shown.tokens(masked(template, 6, Truncation.HEAD, example), bert))
        .isEqualTo("[CLS] . two hours [MASK] [SEP]");
    List<Integer> whole = Shown.pieces(gpt2, LONG);
    assertThat(Shown.ids(causal("{'placeholder':'text_a'}{'mask'}", 5, Truncation.HEAD, example)))
        .isEqualTo(whole.subList(whole.size() - 5, whole.size()));
  }

  /** There {@code balanced} breaks off at an empty text. */
  @Test
  void balancedTakesNothingOfAnEmptyText() {
    String template = "{'placeholder':'text_a'} .{'placeholder':'text_b'} it was {'mask'}";

    EncodedPrompt prompt = masked(template, 10, Truncation.BALANCED, Example.of(LONG, ""));
    assertThat(Shown.tokens(prompt, bert))
        .isEqualTo("[CLS] the ferry was late . it was [MASK] [SEP]");
    assertThat(prompt.cut()).isEqualTo(4);

    List<Integer> whole = Shown.pieces(gpt2, LONG);
    assertThat(
            Shown.ids(
                causal(
                    "{'placeholder':'text_b'}{'placeholder':'text_a'}{'mask'}",
                    6,
                    Truncation.BALANCED,
                    Example.of(LONG, ""))))
        .isEqualTo(whole.subList(0, 6));
  }
}
