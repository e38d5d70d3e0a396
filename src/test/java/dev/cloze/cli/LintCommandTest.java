package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
  private static final String GPT2 =
      Path.of("src", "test", "resources", "golden", "openprompt", "gpt2").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int lint(String... arguments) {
    String[] all = Stream.concat(Stream.of("lint"), Stream.of(arguments)).toArray(String[]::new);
    return Main.execute(new PrintWriter(out), new PrintWriter(err), all);
  }

  @Test
  void looksAtTheUsualFoldersWithTheModelThatComesAlong() {
    assertThat(lint()).isEqualTo(0);

    assertThat(out.toString().lines().toList())
        .last()
        .asString()
        .matches(
            "\\d+ templates and \\d+ verbalizers with the tokenizer of cloze-small: errors 0,"
                + " warnings \\d+");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aWarningCountsOnlyWhenAskedTo() throws IOException {
    Path words = write("words.json", "{\"rain\": [\"Rain\"], \"snow\": [\"snow\"]}");

    assertThat(lint(words.toString())).isEqualTo(0);
    assertThat(lint(words.toString(), "--strict")).isEqualTo(1);
    assertThat(out.toString())
        .startsWith(words + ":1:11  warning  'Rain' has capitals")
        .contains(
            "0 templates and 1 verbalizers with the tokenizer of cloze-small: errors 0, warnings"
                + " 1");
  }

  @Test
  void statusIsOneWhereThereIsAnError() throws IOException {
    Path template = write("template.txt", "{\"mask\"} was it .");

    assertThat(lint(template.toString(), "--model", GPT2)).isEqualTo(1);
    assertThat(out.toString())
        .startsWith(template + ":1:1  error  TOK-008: ")
        .contains("with the tokenizer of " + GPT2 + ": errors 1, warnings 1");
  }

  @Test
  void statusIsTwoWhereThereIsNothingToCheck() {
    assertThat(lint(folder.toString())).isEqualTo(2);
    assertThat(err.toString()).startsWith("LNT-001: " + folder).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
