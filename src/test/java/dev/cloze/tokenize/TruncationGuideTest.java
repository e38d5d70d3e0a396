package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.data.Example;
import dev.cloze.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/truncation.md are what the code does. */
class TruncationGuideTest {
  private static final String TEMPLATE =
      "{\"placeholder\": \"text_a\"} . {\"placeholder\": \"text_b\"} . it was {\"mask\"}";
  private static final Example EXAMPLE =
      Example.of("the ferry was late because the engine failed", "we lost two hours");
  private static final String VOCABULARY =
      "[PAD] [UNK] [CLS] [SEP] [MASK] . it the ferry was late because engine failed we lost two"
          + " hours";

  @TempDir Path folder;

  @Test
  void everyMethodCutsWhatTheGuideShows() throws IOException {
    String guide = Files.readString(Path.of("docs/truncation.md"));
    Files.writeString(folder.resolve("vocab.txt"), VOCABULARY.replace(' ', '\n'));

    assertThat(guide).contains(TEMPLATE, EXAMPLE.fields().get(Example.TEXT_A));
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      assertThat(encode(tokenizer, 512, Truncation.TAIL).length()).isEqualTo(19);
      for (Truncation truncation : Truncation.values()) {
        String read =
            encode(tokenizer, 14, truncation).ids().stream()
                .mapToObj(tokenizer::token)
                .collect(Collectors.joining(" "));
        assertThat(guide.lines())
            .anyMatch(
                line -> line.startsWith("| `" + truncation) && line.contains("`" + read + "`"));
      }
    }
  }

  private static EncodedPrompt encode(
      PretrainedTokenizer tokenizer, int maxLength, Truncation truncation) {
    return new PromptTokenizer(
            tokenizer,
            Template.parse(TEMPLATE),
            ModelKind.MASKED,
            new PromptTokenizerOptions(maxLength, truncation))
        .encode(EXAMPLE);
  }
}
