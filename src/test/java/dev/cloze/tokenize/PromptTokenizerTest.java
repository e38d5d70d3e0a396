package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.template.Template;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PromptTokenizerTest {
  private static final PretrainedTokenizer BERT = Fixtures.tokenizer("bert");
  private static final PretrainedTokenizer GPT2 = Fixtures.tokenizer("gpt2");
  private static final Example EXAMPLE =
      Example.of("A quiet robot defended the football trophy during the long strike!").withId("7");

  @AfterAll
  static void close() {
    BERT.close();
    GPT2.close();
  }

  private static PromptTokenizer bert(String template, int maxLength) {
    return Fixtures.prompts(BERT, template, ModelKind.MASKED, maxLength);
  }

  private static PromptTokenizer gpt2(String template, int maxLength) {
    return Fixtures.prompts(GPT2, template, ModelKind.CAUSAL, maxLength);
  }

  private static void assertFails(ThrowingCallable call, TokenizeError code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }

  @Test
  void defaultsAreThoseOfOpenPrompt() {
    assertThat(PromptTokenizerOptions.defaults())
        .isEqualTo(new PromptTokenizerOptions(512, Truncation.TAIL));
    assertThat(PromptTokenizerOptions.defaults().withTruncation(Truncation.HEAD).withMaxLength(9))
        .isEqualTo(new PromptTokenizerOptions(9, Truncation.HEAD));
  }

  @Test
  void everyTokenHasItsRole() {
    EncodedPrompt prompt =
        bert("{\"soft\"} {\"placeholder\":\"text_a\"} {\"special\":\"<sep>\"} it {\"mask\"}", 64)
            .encode(Example.of("a the"));

    assertThat(prompt.roles())
        .containsExactly(
            TokenRole.ADDED,
            TokenRole.SOFT,
            TokenRole.SHORTENABLE,
            TokenRole.SHORTENABLE,
            TokenRole.SPECIAL,
            TokenRole.TEXT,
            TokenRole.MASK,
            TokenRole.ADDED);
    assertThat(prompt.lossIds().asList()).containsExactly(-100, 0, 0, 0, 0, 0, 1, -100);
    assertThat(prompt.tokenTypes().asList()).containsOnly(0);
  }

  @Test
  void severalMasksOfAMaskedModelAreAllRead() {
    EncodedPrompt prompt = bert("{\"mask\"} the {\"mask\"}{\"mask\"}", 64).encode(EXAMPLE);

    assertThat(prompt.maskPositions().asList()).containsExactly(1, 3, 4);
  }

  @Test
  void aCausalModelIsReadAtTheLastTokenThatIsLeftBeforeTheMask() {
    EncodedPrompt prompt =
        gpt2("It was: {\"placeholder\":\"text_a\"} {\"mask\"}", 12).encode(EXAMPLE);

    assertThat(prompt.length()).isEqualTo(12);
    assertThat(prompt.maskPositions().asList()).containsExactly(11);
    assertThat(prompt.roles().get(11)).isEqualTo(TokenRole.SHORTENABLE);
  }

  @Test
  void aCausalModelMayEndInASoftToken() {
    EncodedPrompt prompt =
        gpt2("{\"placeholder\":\"text_a\"} {\"soft\"} {\"mask\"}", 12).encode(EXAMPLE);

    assertThat(prompt.softIds().get(11)).isEqualTo(1);
    assertThat(prompt.maskPositions().asList()).containsExactly(11);
  }

  @Test
  void emptyTextCrashesNoMethod() {
    Example example = Example.of(EXAMPLE.fields().get(Example.TEXT_A), "");
    for (Truncation truncation : Truncation.values()) {
      PromptTokenizer prompts =
          new PromptTokenizer(
              BERT,
              Template.parse("{\"placeholder\":\"text_b\"}{\"placeholder\":\"text_a\"} {\"mask\"}"),
              ModelKind.MASKED,
              new PromptTokenizerOptions(8, truncation));

      assertThat(prompts.encode(example).length()).isEqualTo(8);
    }
  }

  @Test
  void failsWhenNoTextIsLeftToCut() {
    PromptTokenizer prompts =
        bert("{\"placeholder\":\"text_a\",\"shortenable\":false} it {\"mask\"}", 8);

    assertFails(
        () -> prompts.encode(EXAMPLE),
        TokenizeError.TOO_LONG,
        "example '7': the template is 8 tokens too long: 16 tokens may not be cut, the maximum is"
            + " 8; raise max_length, shorten the template or write \"shortenable\": true in an"
            + " item");
    assertThat(
            bert("{\"placeholder\":\"text_a\",\"shortenable\":false} it {\"mask\"}", 16)
                .encode(EXAMPLE)
                .cut())
        .isZero();
  }

  @Test
  void failsWhenTheTokenizerLacksASpecialToken() {
    assertFails(
        () -> gpt2("{\"special\":\"<cls>\"} {\"placeholder\":\"text_a\"} {\"mask\"}", 64),
        TokenizeError.NO_SPECIAL_TOKEN,
        "template '{\"special\":\"<cls>\"} {\"placeholder\":\"text_a\"} {\"mask\"}': the tokenizer"
            + " has no <cls> token; it has <eos> (<|endoftext|>), <bos> (<|endoftext|>)");
    assertFails(
        () -> Fixtures.prompts(GPT2, "It {\"mask\"}", ModelKind.MASKED, 64),
        TokenizeError.NO_SPECIAL_TOKEN,
        "template 'It {\"mask\"}': the tokenizer has no <mask> token; it has <eos>"
            + " (<|endoftext|>), <bos> (<|endoftext|>)");
  }

  @Test
  void failsWhenACausalModelHasSeveralMasks() {
    assertFails(
        () -> gpt2("{\"placeholder\":\"text_a\"} {\"mask\"} {\"mask\"}", 64),
        TokenizeError.CAUSAL_MASKS,
        "template '{\"placeholder\":\"text_a\"} {\"mask\"} {\"mask\"}': found 2 masks; a causal"
            + " model answers once, at the end: keep one mask");
  }

  @Test
  void failsWhenACausalModelWouldNotSeeAnItem() {
    assertFails(
        () -> gpt2("A {\"mask\"} story : {\"placeholder\":\"text_a\"}", 64),
        TokenizeError.CAUSAL_AFTER_MASK,
        "template 'A {\"mask\"} story : {\"placeholder\":\"text_a\"}': found a placeholder item"
            + " behind the mask, which a causal model never sees; put it before the mask");
    assertThatThrownBy(() -> gpt2("A {\"mask\"} {\"soft\"}", 64))
        .hasMessageContaining("found a soft item behind the mask");
  }

  @Test
  void failsWhenNothingIsLeftBeforeTheMaskOfACausalModel() {
    PromptTokenizer prompts = gpt2("{\"placeholder\":\"text_a\"} {\"mask\"}", 64);

    assertFails(
        () -> prompts.encode(Example.of("").withId("3")),
        TokenizeError.CAUSAL_NOTHING_BEFORE,
        "example '3': found no token before the mask; a causal model answers at the token before"
            + " it: put fixed text there");
  }

  @Test
  void manyAndOneByOneAreTheSame() {
    PromptTokenizer prompts =
        bert("{\"soft\":\"it was\"} {\"placeholder\":\"text_a\"} it {\"mask\"}", 12);
    ImmutableList.Builder<Example> examples = ImmutableList.builder();
    for (int i = 0; i < 3000; i++) {
      examples.add(Example.of("robot ".repeat(i % 11) + i).withId("line " + i));
    }

    ImmutableList<EncodedPrompt> together = prompts.encodeAll(examples.build());

    assertThat(together)
        .containsExactlyElementsOf(examples.build().stream().map(prompts::encode).toList());
    assertThat(together.get(2999).exampleId()).isEqualTo("line 2999");
  }

  @Test
  void countsWhatWasCut() {
    PromptTokenizer prompts = bert("{\"placeholder\":\"text_a\"} {\"mask\"}", 10);

    TruncationStatistics statistics =
        TruncationStatistics.of(prompts.encodeAll(ImmutableList.of(EXAMPLE, Example.of("a"))));

    assertThat(statistics).isEqualTo(new TruncationStatistics(2, 1, 5));
    assertThat(statistics.share()).isEqualTo(0.5);
    assertThat(statistics).hasToString("1 of 2 examples cut (50.0 %), 5 tokens");
    assertThat(TruncationStatistics.of(ImmutableList.of()).share()).isZero();
  }
}
