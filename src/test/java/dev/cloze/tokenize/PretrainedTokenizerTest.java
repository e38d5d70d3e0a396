package dev.cloze.tokenize;

import static dev.cloze.tokenize.Fixtures.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.base.ClozeException;
import dev.cloze.template.SpecialToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainedTokenizerTest {
  private static final String GOLDEN = "golden/openprompt/";

  @TempDir Path folder;

  private void assertFails(TokenizeError code, String message) {
    assertThatThrownBy(() -> PretrainedTokenizer.load(folder))
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message.replace("FOLDER", folder.toString()));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void truncationAndPaddingOfTheFileAreSwitchedOff() throws IOException {
    ObjectNode tree = (ObjectNode) Fixtures.json("tokenize/wordpiece/tokenizer.json");
    tree.putObject("truncation")
        .put("max_length", 8)
        .put("strategy", "LongestFirst")
        .put("stride", 0);
    ObjectNode padding = tree.putObject("padding");
    padding.putObject("strategy").put("Fixed", 8);
    padding.put("direction", "Right").put("pad_id", 0).put("pad_type_id", 0);
    padding.put("pad_token", "[PAD]").putNull("pad_to_multiple_of");
    write("tokenizer.json", tree.toString());

    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      assertThat(tokenizer.encode("the ".repeat(700))).hasSize(700);
      assertThat(tokenizer.encode("the")).hasSize(1);
      assertThat(tokenizer.encodeAll(List.of("the ".repeat(700), "the"))[1]).hasSize(1);
      assertThat(tokenizer.prefix()).containsExactly(2);
      assertThat(tokenizer.suffix()).containsExactly(3);
    }
  }

  @Test
  void tokensAndIdsAnswerEachOther() {
    try (PretrainedTokenizer tokenizer = Fixtures.tokenizer("gpt2")) {
      int[] ids = tokenizer.encode(" It was");

      assertThat(IntStream.of(ids).mapToObj(tokenizer::token))
          .containsExactly("Ġ", "I", "t", "Ġwas");
      assertThat(tokenizer.id("Ġwas")).hasValue(ids[3]);
      assertThat(tokenizer.id("no such token")).isEmpty();
      assertThat(tokenizer.decode(ids)).isEqualTo(" It was");
      assertThat(tokenizer.token(480)).isEqualTo("<480>");
      assertThat(tokenizer.token(-1)).isEqualTo("<-1>");
      assertThat(tokenizer.size()).isEqualTo(480);
    }
  }

  @ParameterizedTest
  @CsvSource({"bert, 0", "roberta, 1", "gpt2, 0"})
  void padsWithThePadTokenElseWithTheEndToken(String model, int id) {
    try (PretrainedTokenizer tokenizer = Fixtures.tokenizer(model)) {
      assertThat(tokenizer.padId()).isEqualTo(id);
    }
  }

  @Test
  void theEndTokenPadsWhereThereIsNoPadToken() throws IOException {
    Fixtures.copy(Fixtures.path(GOLDEN + "roberta"), folder, "tokenizer.json");
    write("tokenizer_config.json", "{\"eos_token\":\"</s>\",\"pad_token\":null}");

    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      assertThat(tokenizer.padId()).isEqualTo(2);
      assertThat(tokenizer.special(SpecialToken.MASK)).isEmpty();
      assertThat(tokenizer.unknown()).isEmpty();
    }
  }

  @Test
  void specialTokensMapWinsOverTokenizerConfig() throws IOException {
    Fixtures.copy(Fixtures.path(GOLDEN + "roberta"), folder, "tokenizer.json");
    write("tokenizer_config.json", "{\"pad_token\":\"</s>\",\"mask_token\":\"<nowhere>\"}");
    write("special_tokens_map.json", "{\"pad_token\":{\"content\":\"<pad>\"}}");

    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      assertThat(tokenizer.special(SpecialToken.PAD)).hasValue(1);
      assertThat(tokenizer.special(SpecialToken.MASK)).isEmpty();
    }
  }

  @Test
  void tokensAddedToAVocabularyAreFoundInText() throws IOException {
    Fixtures.copy(Fixtures.path(GOLDEN + "gpt2"), folder, "vocab.json", "merges.txt");
    write("added_tokens.json", "{\"<pad>\":480}");
    write(
        "tokenizer_config.json",
        "{\"pad_token\":\"<pad>\",\"eos_token\":\"<|endoftext|>\",\"add_bos_token\":true,"
            + "\"bos_token\":\"<|endoftext|>\",\"model_max_length\":1024,"
            + "\"added_tokens_decoder\":{\"481\":{\"content\":\"<new>\",\"special\":true}}}");

    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      assertThat(tokenizer.encode("<new><pad>")).containsExactly(481, 480);
      assertThat(tokenizer.padId()).isEqualTo(480);
      assertThat(tokenizer.size()).isEqualTo(482);
      assertThat(tokenizer.prefix()).containsExactly(0);
      assertThat(tokenizer.suffix()).isEmpty();
      assertThat(tokenizer.modelMaxLength()).hasValue(1024);
    }
  }

  @Test
  void noLimitOfTheModelIsNoLimit() {
    try (PretrainedTokenizer tokenizer = Fixtures.tokenizer("bert")) {
      assertThat(tokenizer.modelMaxLength()).isEmpty();
    }
  }

  @Test
  void manyThreadsGetTheSameIds() {
    try (PretrainedTokenizer tokenizer = Fixtures.tokenizer("roberta")) {
      String text = "A quiet robot defended the football trophy. ".repeat(20);
      List<Integer> expected = ints(tokenizer.encode(text));

      assertThat(
              IntStream.range(0, 400)
                  .parallel()
                  .mapToObj(i -> ints(tokenizer.encode(text)))
                  .distinct())
          .containsExactly(expected);
    }
  }

  @Test
  void halfOfASurrogatePairReadsAsTheReplacementCharacter() {
    try (PretrainedTokenizer tokenizer = Fixtures.tokenizer("roberta")) {
      int[] expected = tokenizer.encode("a\ufffd \ufffd\ud83d\ude00");

      assertThat(tokenizer.encode("a\ud83d \ude00\ud83d\ude00")).isEqualTo(expected);
      assertThat(tokenizer.encodeAll(List.of("a\ud83d \ude00\ud83d\ude00"))[0]).isEqualTo(expected);
      assertThat(tokenizer.decode(expected)).isEqualTo("a\ufffd \ufffd\ud83d\ude00");
    }
  }

  @Test
  void failsWhenUsedAfterClosing() {
    PretrainedTokenizer tokenizer = Fixtures.tokenizer("bert");
    tokenizer.close();
    tokenizer.close();

    assertThatThrownBy(() -> tokenizer.encode("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this tokenizer has been closed");
    assertThat(tokenizer.id("[MASK]")).hasValue(4);
  }

  @Test
  void failsWhenTheFolderHasNoTokenizer() throws IOException {
    write("vocab.json", "{}");

    assertFails(
        TokenizeError.NO_FILES,
        "FOLDER: found no tokenizer; looked for tokenizer.json, for vocab.json with merges.txt, and"
            + " for vocab.txt");
  }

  @Test
  void failsWhenAFileIsNotUtf8() throws IOException {
    Files.write(folder.resolve("vocab.txt"), "[UNK]\ncafé\n".getBytes(StandardCharsets.ISO_8859_1));

    assertFails(
        TokenizeError.NOT_UTF8,
        "FOLDER/vocab.txt:2: found bytes that are not UTF-8; save the file as UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"model\", expected JSON",
        "[1], `expected a JSON object in braces, found other JSON`",
        "{}, found no vocabulary at model.vocab",
        "{\"model\":{\"vocab\":{\"a\":1e9}}}, `token 'a' has the id 1.0E9; an id is a whole"
            + " number`",
        "{\"model\":{\"vocab\":{\"a\":-1}}}, token 'a' has the id -1",
        "{\"model\":{\"vocab\":{\"a\":2147483647}}}, token 'a' has the id 2147483647",
        "{\"model\":{\"vocab\":{\"a\":0}}}, the tokenizers library cannot use it: "
      })
  void failsWhenTokenizerJsonIsWrong(String json, String found) throws IOException {
    write("tokenizer.json", json);

    assertThatThrownBy(() -> PretrainedTokenizer.load(folder))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TokenizeError.INVALID_FILE))
        .hasMessageStartingWith(folder.resolve("tokenizer.json") + ": " + found);
  }

  @Test
  void failsWhenAVocabularyLacksItsOwnTokens() throws IOException {
    write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\nthe\n");

    assertFails(
        TokenizeError.INVALID_FILE,
        "FOLDER/vocab.txt: found 4 tokens, but not [SEP]; BERT's vocabulary has one token a line,"
            + " this one among them");
  }

  @Test
  void failsWhenALineIsNoMerge() throws IOException {
    write("vocab.json", "{\"a\":0,\"b\":1}");
    write("merges.txt", "#version: 0.2\na b c\n");

    assertFails(
        TokenizeError.INVALID_FILE,
        "FOLDER/merges.txt: line 2: found 'a b c'; a merge is two tokens with a space between");
  }

  @Test
  void failsWhenAMergeIsNotInTheVocabulary() throws IOException {
    write("vocab.json", "{\"a\":0,\"b\":1}");
    write("merges.txt", "#version: 0.2\na b\n");

    assertThatThrownBy(() -> PretrainedTokenizer.load(folder))
        .hasMessageStartingWith(
            folder.resolve("vocab.json") + ": the tokenizers library cannot use it: ");
  }
}
