package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.data.DataError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose examples bring their demonstrations with them. */
class DemonstrationRunTest {
  private static final String QUERY = "{\"placeholder\":\"text_a\"} It was {\"mask\"} . ";
  private static final String SHOWN = QUERY + "{\"demonstrations\", \"between\": \" \"}";
  private static final String SPELLED = QUERY + "{\"placeholder\":\"text_b\"}";
  private static final String LINES =
      """
      {"text": "The trophy impressed the children.", "label": "football", "demos": [\
      {"text": "The night was dull.", "answer": "weather"}, {"text": "A trophy.", "answer": "football"}]}
      {"text": "A long and dull evening.", "label": "weather", "demos": [\
      {"text": "The children.", "answer": "trophy"}, {"text": "Late October.", "answer": "night"}]}
      """;

  /** The same demonstrations, filled into the template by hand. */
  private static final String SPELLED_LINES =
      """
      {"text": "The trophy impressed the children.", "label": "football", \
      "text_b": "The night was dull. It was weather . A trophy. It was football ."}
      {"text": "A long and dull evening.", "label": "weather", \
      "text_b": "The children. It was trophy . Late October. It was night ."}
      """;

  @TempDir Path folder;

  /** What is predicted, without the texts that it is predicted for. */
  private String run(String name, String lines, String template, String columns)
      throws IOException {
    Path data = Files.writeString(folder.resolve(name + ".jsonl"), lines);
    String source = "{path: '%s', columns: {%s}}".formatted(data, columns);
    Path out =
        TinyRun.in(
            folder.resolve(name),
            "data.train=" + source,
            "data.test=" + source,
            "template='" + template + "'",
            "training.dropout=0");
    return Files.readString(out.resolve("seed-13/predictions.jsonl"))
        .replaceAll("\"fields\":\\{[^}]*\\},", "");
  }

  @Test
  void theModelReadsWhatTheFileShows() throws IOException {
    String shown = run("shown", LINES, SHOWN, "demonstrations: demos");

    assertThat(shown).contains("\"probabilities\"").doesNotContain("text_a");
    assertThat(shown).isEqualTo(run("spelled", SPELLED_LINES, SPELLED, "text_b: text_b"));
    assertThat(shown).isNotEqualTo(run("none", LINES, QUERY, "demonstrations: demos"));
  }

  @Test
  void endsBeforeItBeginsWhereOneHasNoAnswer() {
    assertThatThrownBy(
            () ->
                run(
                    "bad",
                    LINES.replace("answer\": \"night", "anser\": \"night"),
                    SHOWN,
                    "demonstrations: demos"))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(DataError.WRONG_DEMONSTRATIONS))
        .hasMessage(
            "%s:2: demonstration 2: 'answer' is missing or empty; what stands in the place of the"
                + " mask belongs there; found: text, anser",
            folder.resolve("bad.jsonl"));
    assertThat(folder.resolve("bad")).doesNotExist();
  }
}
