package dev.cloze.tokenize;

import static dev.cloze.tokenize.Fixtures.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.template.Template;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** All recorded cases of OpenPrompt, from template and example to ids, loss ids and soft ids. */
class GoldenPromptsTest {
  private static final JsonNode GOLDEN = Fixtures.json("golden/openprompt/cases.json");
  private static final ImmutableMap<String, PretrainedTokenizer> TOKENIZERS =
      ImmutableMap.of(
          "bert", Fixtures.tokenizer("bert"),
          "roberta", Fixtures.tokenizer("roberta"),
          "gpt2", Fixtures.tokenizer("gpt2"));

  @AfterAll
  static void close() {
    TOKENIZERS.values().forEach(PretrainedTokenizer::close);
  }

  @Test
  void everyCaseEqualsOpenPromptOrIsKnownToDiffer() {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (JsonNode golden : GOLDEN.path("cases")) {
      outcomes.merge(check(golden), 1, Integer::sum);
    }

    assertThat(outcomes)
        .containsExactlyInAnyOrderEntriesOf(
            ImmutableMap.of(
                "equal", 76,
                "both refuse: too long", 8,
                "both refuse: no special token", 3,
                "soft tokens kept, which OpenPrompt loses on causal models", 6,
                "soft tokens behind the mask of a causal model refused", 3));
  }

  private static String check(JsonNode golden) {
    String template = golden.path("template").asText();
    boolean causal = golden.path("plm").asText().equals("gpt2");
    if (causal && template.endsWith("{\"mask\"} {\"soft_id\":2}")) {
      assertThatThrownBy(() -> encode(golden)).hasMessageContaining("found a soft item behind");
      return "soft tokens behind the mask of a causal model refused";
    } else if (causal && template.startsWith("{\"soft\"")) {
      assertSoftTokensKept(golden, encode(golden));
      return "soft tokens kept, which OpenPrompt loses on causal models";
    } else if (golden.has("error")) {
      String error = golden.path("error").asText();
      boolean special = error.startsWith("KeyError");
      assertThat(error).startsWith(special ? "KeyError" : "ValueError: Truncated seq length");
      TokenizeError code = special ? TokenizeError.NO_SPECIAL_TOKEN : TokenizeError.TOO_LONG;
      assertThatThrownBy(() -> encode(golden))
          .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code));
      return "both refuse: " + (special ? "no special token" : "too long");
    }
    assertEqual(golden, encode(golden));
    return "equal";
  }

  private static ImmutableList<EncodedPrompt> encode(JsonNode golden) {
    PretrainedTokenizer tokenizer = TOKENIZERS.get(golden.path("plm").asText());
    Truncation truncation =
        Truncation.valueOf(golden.path("truncate").asText().toUpperCase(Locale.ROOT));
    PromptTokenizer prompts =
        new PromptTokenizer(
            tokenizer,
            Template.parse(golden.path("template").asText()),
            golden.path("plm").asText().equals("gpt2") ? ModelKind.CAUSAL : ModelKind.MASKED,
            new PromptTokenizerOptions(golden.path("max_seq_length").asInt(), truncation));
    ImmutableList<EncodedPrompt> together = prompts.encodeAll(examples());
    assertThat(together).isEqualTo(examples().stream().map(prompts::encode).toList());
    return together;
  }

  private static void assertEqual(JsonNode golden, List<EncodedPrompt> prompts) {
    assertThat(prompts).hasSize(golden.path("input_ids").size());
    for (int i = 0; i < prompts.size(); i++) {
      EncodedPrompt prompt = prompts.get(i);
      String where = golden.path("plm") + " " + golden.path("template") + " example " + i;
      assertThat(prompt.ids().asList()).as(where).isEqualTo(ints(golden.path("input_ids").path(i)));
      assertThat(prompt.lossIds().asList())
          .as(where)
          .isEqualTo(ints(golden.path("loss_ids").path(i)));
      assertThat(prompt.maskPositions().length()).isEqualTo(1);
      if (golden.has("soft_token_ids")) {
        assertThat(prompt.softIds().asList())
            .as(where)
            .isEqualTo(ints(golden.path("soft_token_ids").path(i)));
      }
    }
    if (golden.has("soft_embedding")) {
      int rows =
          prompts.stream()
              .flatMap(prompt -> prompt.softIds().stream().boxed())
              .max(Integer::compare)
              .get();
      assertThat(golden.path("soft_embedding").size()).isEqualTo(rows + 1);
    }
  }

  /**
   * Without the soft positions, what is not cut equals OpenPrompt's; the soft rows are all there.
   */
  private static void assertSoftTokensKept(JsonNode golden, List<EncodedPrompt> prompts) {
    int[] soft =
        golden.path("template").asText().contains("duplicate")
            ? new int[] {1, 2, 3, 4, 5, 5}
            : new int[] {1, 2, 3, 4};
    for (int i = 0; i < prompts.size(); i++) {
      EncodedPrompt prompt = prompts.get(i);
      assertThat(prompt.softIds().stream().filter(row -> row > 0).toArray()).containsExactly(soft);
      assertThat(prompt.maskPositions().asList()).containsExactly(prompt.length() - 1);
      assertThat(prompt.roles().get(prompt.length() - 1)).isEqualTo(TokenRole.SOFT);
      if (golden.has("input_ids") && !prompt.truncated()) {
        assertThat(hardIds(prompt)).isEqualTo(ints(golden.path("input_ids").path(i)));
      }
    }
  }

  private static List<Integer> hardIds(EncodedPrompt prompt) {
    ImmutableList.Builder<Integer> ids = ImmutableList.builder();
    for (int i = 0; i < prompt.length(); i++) {
      if (prompt.softIds().get(i) == 0) {
        ids.add(prompt.ids().get(i));
      }
    }
    return ids.build();
  }

  private static ImmutableList<Example> examples() {
    ImmutableList.Builder<Example> examples = ImmutableList.builder();
    for (JsonNode node : GOLDEN.path("examples")) {
      Example example =
          Example.of(node.path("text_a").asText(), node.path("text_b").asText())
              .withId(node.path("guid").asText());
      for (Map.Entry<String, JsonNode> meta : node.path("meta").properties()) {
        example = example.withMeta(meta.getKey(), meta.getValue().asText());
      }
      examples.add(example);
    }
    return examples.build();
  }
}
