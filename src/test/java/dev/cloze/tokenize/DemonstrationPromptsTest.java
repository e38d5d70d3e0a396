package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.data.Demonstration;
import dev.cloze.data.Example;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Demonstrations as tokens (Gao et al. 2021, section 5). */
class DemonstrationPromptsTest {
  private static final String BEHIND =
      "{'placeholder':'text_a'} it was {'mask'} .{'demonstrations'}";
  private static final String IN_FRONT =
      "{'demonstrations'}{'placeholder':'text_a'} It was {'mask'}.";
  private static final Example EXAMPLE =
      Example.of("we lost two hours")
          .withId("7")
          .withDemonstrations(
              List.of(
                  new Demonstration(
                      Example.of("the ferry was late because the engine failed").withId("1"),
                      "late"),
                  new Demonstration(Example.of("two hours").withId("2"), "lost")));

  @TempDir static Path folder;
  private static PretrainedTokenizer bert;
  private static PretrainedTokenizer gpt2;

  @BeforeAll
  static void load() {
    bert = Shown.words(folder, ". : it was the ferry late because engine failed we lost two hours");
    gpt2 = Fixtures.tokenizer("gpt2");
  }

  @AfterAll
  static void close() {
    bert.close();
    gpt2.close();
  }

  private static EncodedPrompt masked(String template, int maxLength, Truncation truncation) {
    PromptTokenizer prompts =
        Shown.prompts(
            bert, ModelKind.MASKED, template, new PromptTokenizerOptions(maxLength, truncation));
    EncodedPrompt prompt = prompts.encode(EXAMPLE);
    assertThat(prompts.encodeAll(List.of(EXAMPLE))).containsExactly(prompt);
    return prompt;
  }

  private static String tokens(String template, int maxLength) {
    return Shown.tokens(masked(template, maxLength, Truncation.TAIL), bert);
  }

  @Test
  void standBehindTheQueryEachWithItsAnswerAndASeparatorAtItsEnd() {
    EncodedPrompt prompt = masked(BEHIND, 64, Truncation.TAIL);

    assertThat(Shown.tokens(prompt, bert))
        .isEqualTo(
            "[CLS] we lost two hours it was [MASK] . [SEP] the ferry was late because the engine"
                + " failed it was late . [SEP] two hours it was lost . [SEP]");
    assertThat(prompt.maskPositions().asList()).containsExactly(7);
    assertThat(prompt.roles().get(9)).isEqualTo(TokenRole.SPECIAL);
  }

  @Test
  void standInFrontOfTheQueryOfACausalModelALineEach() {
    PromptTokenizer prompts = Shown.prompts(gpt2, ModelKind.CAUSAL, IN_FRONT, 128);

    EncodedPrompt prompt = prompts.encode(EXAMPLE);

    List<Integer> expected =
        Shown.pieces(
            gpt2,
            "the ferry was late because the engine failed",
            " It was",
            " late",
            ".",
            "\n",
            "two hours",
            " It was",
            " lost",
            ".",
            "\n",
            "we lost two hours",
            " It was");
    assertThat(Shown.ids(prompt)).isEqualTo(expected);
    assertThat(prompt.maskPositions().asList()).containsExactly(expected.size() - 1);
    assertThat(prompts.encodeAll(List.of(EXAMPLE))).containsExactly(prompt);
  }

  @Test
  void beginWithTheSpaceThatStandsBeforeTheItem() {
    String template = "{'placeholder':'text_a'} It was {'mask'}. {'demonstrations'}";
    try (PretrainedTokenizer roberta = Fixtures.tokenizer("roberta")) {
      int sep = roberta.id("</s>").getAsInt();

      EncodedPrompt prompt =
          Shown.prompts(roberta, ModelKind.MASKED, template, 128).encode(EXAMPLE);

      assertThat(Shown.ids(prompt))
          .isEqualTo(
              Shown.pieces(
                  roberta,
                  roberta.id("<s>").getAsInt(),
                  "we lost two hours",
                  " It was",
                  roberta.id("<mask>").getAsInt(),
                  ".",
                  sep,
                  " the ferry was late because the engine failed",
                  " It was",
                  " late",
                  ".",
                  sep,
                  " two hours",
                  " It was",
                  " lost",
                  ".",
                  sep));
    }
  }

  @Test
  void haveBetweenThemWhatTheTemplateSays() {
    String end = "{'demonstrations','between':'<eos>'}{'placeholder':'text_a'}{'mask'}";
    int eos = gpt2.id("<|endoftext|>").getAsInt();

    assertThat(Shown.ids(Shown.prompts(gpt2, ModelKind.CAUSAL, end, 128).encode(EXAMPLE)))
        .isEqualTo(
            Shown.pieces(
                gpt2,
                "the ferry was late because the engine failed",
                "late",
                eos,
                "two hours",
                "lost",
                eos,
                "we lost two hours"));
    assertThat(tokens("{'placeholder':'text_a'} {'mask'}{'demonstrations','between':' . :'}", 64))
        .isEqualTo(
            "[CLS] we lost two hours [MASK] . : the ferry was late because the engine failed late ."
                + " : two hours lost [SEP]");
  }

  @Test
  void repeatSoftTokensButNotThoseOfTheFront() {
    String template =
        "{'soft':None,'front':True}{'soft'} {'placeholder':'text_a','soft_key':'ferry'}"
            + " {'mask'}{'demonstrations','longest':5}";

    assertThat(tokens(template, 64))
        .isEqualTo(
            "soft-1 [CLS] soft-2 soft-3 we lost two hours [MASK] [SEP] soft-2 soft-3 the ferry late"
                + " [SEP] soft-2 soft-3 two hours lost [SEP]");
  }

  @Test
  void areCutEachToTheLongestAndNeverInTheTemplateOrTheAnswer() {
    String template = "{'placeholder':'text_a'} it was {'mask'} .{'demonstrations','longest':6}";

    assertThat(tokens(template, 64))
        .isEqualTo(
            "[CLS] we lost two hours it was [MASK] . [SEP] the ferry it was late . [SEP] two hours"
                + " it was lost . [SEP]");
    EncodedPrompt head = masked(template, 64, Truncation.HEAD);
    assertThat(Shown.tokens(head, bert)).contains("[SEP] engine failed it was late . [SEP]");
    assertThat(head.cut()).isEqualTo(6);
  }

  @Test
  void areCutBeforeTheQuery() {
    EncodedPrompt shorter = masked(BEHIND, 26, Truncation.TAIL);
    assertThat(Shown.tokens(shorter, bert))
        .isEqualTo(
            "[CLS] we lost two hours it was [MASK] . [SEP] the ferry was late because the it was"
                + " late . [SEP] it was lost . [SEP]");
    assertThat(shorter.cut()).isEqualTo(4);

    EncodedPrompt shortest = masked(BEHIND, 18, Truncation.BALANCED);
    assertThat(Shown.tokens(shortest, bert))
        .isEqualTo("[CLS] we lost it was [MASK] . [SEP] it was late . [SEP] it was lost . [SEP]");
    assertThat(shortest.cut()).isEqualTo(12);
    assertThat(shortest.maskPositions().asList()).containsExactly(5);
  }

  @Test
  void areCutBeforeTheQueryOfACausalModelWhoseLastTokenStays() {
    int query = Shown.pieces(gpt2, "we lost two hours", " It was").size();
    int template = Shown.pieces(gpt2, " It was late.\n It was lost.\n").size();
    int most = query + template + 3;

    EncodedPrompt prompt = Shown.prompts(gpt2, ModelKind.CAUSAL, IN_FRONT, most).encode(EXAMPLE);

    List<Integer> ids = Shown.ids(prompt);
    assertThat(ids).hasSize(most);
    assertThat(ids.subList(most - query, most))
        .isEqualTo(Shown.pieces(gpt2, "we lost two hours", " It was"));
    assertThat(prompt.maskPositions().asList()).containsExactly(most - 1);
  }

  @Test
  void refuseALongestThatTheTemplateAloneExceeds() {
    assertFails(
        "{'placeholder':'text_a'} it was {'mask'} .{'demonstrations','longest':3}",
        TokenizeError.TOO_LONG,
        "example '7': the demonstration '1' is 1 tokens too long: 4 tokens may not be cut, longest"
            + " is 3; raise longest, or shorten the template");
  }

  @Test
  void areNamedWhereTheyDoNotFitEvenWithoutTheirTexts() {
    // [CLS] it was [MASK] . [SEP] it was late . [SEP] it was lost . [SEP]
    assertThatThrownBy(() -> masked(BEHIND, 12, Truncation.TAIL))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TokenizeError.TOO_LONG))
        .hasMessage(
            "example '7': the template with its demonstrations is 4 tokens too long even without"
                + " their texts: 16 tokens may not be cut, the maximum is 12; raise"
                + " tokens.max_length, show fewer demonstrations or shorten the template");
  }

  @ParameterizedTest
  @CsvSource({
    "TAIL, we lost two it was [MASK] . [SEP] the ferry it was late . [SEP] two hours it was lost .",
    "HEAD, lost two hours it was [MASK] . [SEP] engine failed it was late . [SEP] two hours it was"
        + " lost ."
  })
  void haveTextsOfALengthOfTheirOwn(Truncation truncation, String expected) {
    EncodedPrompt prompt =
        Shown.prompts(
                bert,
                ModelKind.MASKED,
                BEHIND,
                new PromptTokenizerOptions(64, truncation).withTexts(3, 2))
            .encode(EXAMPLE);

    assertThat(Shown.tokens(prompt, bert)).isEqualTo("[CLS] " + expected + " [SEP]");
    assertThat(prompt.cut()).isEqualTo(1);
  }

  @Test
  void refuseASeparatorThatTheTokenizerLacks() {
    assertFails(
        "{'placeholder':'text_a'} {'mask'}{'demonstrations','between':'<eos>'}",
        TokenizeError.NO_SPECIAL_TOKEN,
        "template '{'placeholder':'text_a'} {'mask'}{'demonstrations','between':'<eos>'}': the"
            + " tokenizer has no <eos> token; it has <mask> ([MASK]), <sep> ([SEP]), <cls> ([CLS]),"
            + " <pad> ([PAD])");
  }

  @Test
  void areSeenByACausalModelWithAllOfTheTemplate() {
    assertThatThrownBy(
            () -> Shown.prompts(gpt2, ModelKind.CAUSAL, IN_FRONT + "{'special':'<sep>'}", 128))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(TokenizeError.NO_SPECIAL_TOKEN));
    assertThatThrownBy(() -> Shown.prompts(gpt2, ModelKind.CAUSAL, BEHIND, 128))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(TokenizeError.CAUSAL_AFTER_MASK))
        .hasMessageContaining("found a demonstrations item behind the mask");
  }

  private static void assertFails(String template, TokenizeError code, String message) {
    assertThatThrownBy(() -> masked(template, 64, Truncation.TAIL))
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }
}
