package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.template.Template;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a model is read that is read at the whole text. */
class SequenceReadsTest {
  private static final String TEXT = "{'placeholder':'text_a'}";
  private static final Example LONG = Example.of("the ferry was late . it was the ferry");

  @TempDir static Path folder;
  private static PretrainedTokenizer bert;
  private static PretrainedTokenizer roberta;
  private static PretrainedTokenizer gpt2;

  @BeforeAll
  static void load() {
    bert = Shown.words(folder, ". it was the ferry late");
    roberta = Fixtures.tokenizer("roberta");
    gpt2 = Fixtures.tokenizer("gpt2");
  }

  @AfterAll
  static void close() {
    bert.close();
    roberta.close();
    gpt2.close();
  }

  private static PromptTokenizer prompts(
      PretrainedTokenizer tokenizer, ModelKind kind, String template, int most, Truncation how) {
    return new PromptTokenizer(
            tokenizer,
            Template.parseFragment(template),
            kind,
            new PromptTokenizerOptions(most, how))
        .withReads(Reads.SEQUENCE);
  }

  private static PromptTokenizer masked(String template) {
    return prompts(bert, ModelKind.MASKED, template, 64, Truncation.TAIL);
  }

  private static PromptTokenizer causal(String template, int most, Truncation how) {
    return prompts(gpt2, ModelKind.CAUSAL, template, most, how);
  }

  @Test
  void aMaskedModelIsReadAtItsFirstToken() {
    EncodedPrompt prompt = masked(TEXT + " it was late").encode(Example.of("the ferry"));

    assertThat(Shown.tokens(prompt, bert)).isEqualTo("[CLS] the ferry it was late [SEP]");
    assertThat(prompt.maskPositions().asList()).containsExactly(0);
    EncodedPrompt other =
        prompts(roberta, ModelKind.MASKED, TEXT, 64, Truncation.TAIL).encode(Example.of("It was"));
    assertThat(other.maskPositions().asList()).containsExactly(0);
    assertThat(roberta.token(other.ids().get(0))).isEqualTo("<s>");
  }

  @Test
  void whatStandsBeforeTheFirstTokenMovesTheRead() {
    EncodedPrompt prompt =
        masked("{'soft':None,'duplicate':3,'front':True}" + TEXT).encode(Example.of("the ferry"));

    assertThat(Shown.tokens(prompt, bert)).isEqualTo("soft-1 soft-2 soft-3 [CLS] the ferry [SEP]");
    assertThat(prompt.maskPositions().asList()).containsExactly(3);
  }

  @ParameterizedTest
  @EnumSource(Truncation.class)
  void cuttingLeavesTheFirstTokenOfAMaskedModel(Truncation how) {
    EncodedPrompt prompt = prompts(bert, ModelKind.MASKED, TEXT, 6, how).encode(LONG);

    assertThat(prompt.length()).isEqualTo(6);
    assertThat(prompt.cut()).isEqualTo(5);
    assertThat(bert.token(prompt.ids().get(prompt.maskPositions().get(0)))).isEqualTo("[CLS]");
  }

  @Test
  void aCausalModelIsReadAtItsLastToken() {
    EncodedPrompt prompt = causal(TEXT + " It was", 64, Truncation.TAIL).encode(Example.of("A"));

    List<Integer> expected = Shown.pieces(gpt2, "A", " It was");
    assertThat(Shown.ids(prompt)).isEqualTo(expected);
    assertThat(prompt.maskPositions().asList()).containsExactly(expected.size() - 1);
  }

  @ParameterizedTest
  @EnumSource(Truncation.class)
  void cuttingLeavesACausalModelItsLastToken(Truncation how) {
    EncodedPrompt prompt = causal(TEXT, 5, how).encode(LONG);

    List<Integer> whole = Shown.pieces(gpt2, "the ferry was late . it was the ferry");
    int size = whole.size();
    assertThat(Shown.ids(prompt))
        .isEqualTo(how == Truncation.HEAD ? whole.subList(size - 5, size) : whole.subList(0, 5));
    assertThat(prompt.maskPositions().asList()).containsExactly(4);
  }

  @Test
  void paddingMovesTheReadWithItsToken() {
    List<Example> examples = List.of(LONG, Example.of("the ferry"));
    PromptBatch left = causal(TEXT, 64, Truncation.TAIL).batch(examples);
    PromptBatch right = masked(TEXT).batch(examples);

    assertThat(left.masks()).isEqualTo(1);
    assertThat(left.maskPositions()).containsExactly(left.length() - 1, left.length() - 1);
    assertThat(left.attentionMask()[left.length()]).isZero();
    assertThat(right.maskPositions()).containsExactly(0, 0);
    assertThat(right.attentionMask()[2 * right.length() - 1]).isZero();
  }

  @Test
  void refusesATextOfNoTokens() {
    assertThatThrownBy(() -> causal(TEXT, 64, Truncation.TAIL).encode(Example.of("").withId("7")))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(TokenizeError.CAUSAL_NOTHING_BEFORE))
        .hasMessage(
            "example '7': found no token; a model is read at a token of the prompt: put fixed text"
                + " there");
    assertThat(masked(TEXT).encode(Example.of("")).maskPositions().asList()).containsExactly(0);
  }
}
