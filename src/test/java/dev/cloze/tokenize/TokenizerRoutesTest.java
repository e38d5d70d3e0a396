package dev.cloze.tokenize;

import static dev.cloze.tokenize.Fixtures.ints;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import dev.cloze.template.SpecialToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three kinds of tokenizer files give the ids that transformers gives. */
class TokenizerRoutesTest {
  private static final JsonNode EXPECTED = Fixtures.json("tokenize/expected.json");

  /** Where the slow and the fast tokenizer of transformers differ; here the fast one is right. */
  private static final ImmutableSet<String> SLOW_DIFFERS =
      ImmutableSet.of(
          "gpt2/prefix-space:0",
          "gpt2/prefix-space:1",
          "gpt2/prefix-space:3",
          "roberta/prefix-space:26",
          "roberta/prefix-space:30");

  @TempDir Path scratch;

  static Stream<String> cases() {
    return EXPECTED.path("cases").propertyStream().map(entry -> entry.getKey());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void vocabularyFilesGiveTheRecordedIds(String name) throws IOException {
    JsonNode expected = EXPECTED.path("cases").path(name);
    if (name.startsWith("wordpiece")) {
      Fixtures.copy(Fixtures.path("tokenize/wordpiece"), scratch, "vocab.txt");
    } else {
      Path golden = Fixtures.path("golden/openprompt/" + name.replace("/prefix-space", ""));
      Fixtures.copy(golden, scratch, "vocab.json", "merges.txt");
    }
    Files.writeString(
        scratch.resolve("tokenizer_config.json"), expected.path("options").toString());

    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(scratch)) {
      assertRows(tokenizer, name, expected);
      assertThat(ints(tokenizer.prefix())).isEqualTo(ints(expected.path("prefix")));
      assertThat(ints(tokenizer.suffix())).isEqualTo(ints(expected.path("suffix")));
      assertThat(tokenizer.size()).isEqualTo(expected.path("size").asInt());
      assertSpecial(tokenizer, expected.path("special"));
    }
  }

  private static void assertRows(PretrainedTokenizer tokenizer, String name, JsonNode expected) {
    List<String> texts = new ArrayList<>();
    EXPECTED.path("texts").forEach(text -> texts.add(text.asText()));
    int[][] together = tokenizer.encodeAll(texts);
    Set<String> slowDiffers = new HashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      JsonNode row = expected.path("rows").path(i);
      List<Integer> ids = ints(tokenizer.encode(texts.get(i)));
      assertThat(ids).as("text %d of %s", i, name).isEqualTo(ints(row.path("fast")));
      assertThat(ints(together[i])).isEqualTo(ids);
      if (!ids.equals(ints(row.path("slow")))) {
        slowDiffers.add(name + ":" + i);
      }
    }
    assertThat(slowDiffers)
        .containsExactlyInAnyOrderElementsOf(
            SLOW_DIFFERS.stream().filter(text -> text.startsWith(name + ":")).toList());
  }

  private static void assertSpecial(PretrainedTokenizer tokenizer, JsonNode expected) {
    for (SpecialToken token : SpecialToken.values()) {
      JsonNode id = expected.path(token.name().toLowerCase(Locale.ROOT));
      assertThat(tokenizer.special(token).isPresent()).as(token.name()).isEqualTo(id.isInt());
      tokenizer.special(token).ifPresent(found -> assertThat(found).isEqualTo(id.asInt()));
    }
    assertThat(tokenizer.unknown()).hasValue(expected.path("unk").asInt());
  }

  @Test
  void tokenizerJsonGivesTheRecordedIds() throws IOException {
    Fixtures.copy(Fixtures.path("tokenize/wordpiece"), scratch, "tokenizer.json");

    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(scratch)) {
      assertRows(tokenizer, "wordpiece/lower", EXPECTED.path("cases").path("wordpiece/lower"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "roberta"})
  void byteLevelTokenizerJsonGivesTheRecordedIds(String model) {
    try (PretrainedTokenizer tokenizer = Fixtures.tokenizer(model)) {
      assertRows(tokenizer, model, EXPECTED.path("cases").path(model));
    }
  }

  /** BERT's golden tokenizer.json lists no added token; its special_tokens_map.json names them. */
  @Test
  void specialTokensNamedBesideTokenizerJsonAreFoundInText() {
    try (PretrainedTokenizer tokenizer = Fixtures.tokenizer("bert")) {
      assertThat(ints(tokenizer.encode("a [MASK] a")))
          .containsExactly(tokenizer.id("a").getAsInt(), 4, tokenizer.id("a").getAsInt());
    }
  }
}
