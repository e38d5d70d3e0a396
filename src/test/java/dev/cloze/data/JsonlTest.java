package dev.cloze.data;

import static dev.cloze.data.DataFiles.example;
import static dev.cloze.data.DataFiles.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlTest {
  @TempDir Path folder;
  private DataFiles files;

  @BeforeEach
  void files() {
    files = new DataFiles(folder);
  }

  @Test
  void findsUsualNames() {
    DataSource source =
        files.write(
            "a.jsonl",
            """
            {"label": 1, "text": "x\\u00e9", "idx": 40}

            {"idx": 41, "text": "y", "label": "world"}
            """);

    assertThat(read(source)).containsExactly(example("40", 1, "x\u00e9"), example("41", 0, "y"));
  }

  @Test
  void readsTwoTextsByTheirNames() {
    files.write("cb.jsonl", "{\"premise\": \"p\", \"hypothesis\": \"h\", \"label\": \"sports\"}\n");
    DataSource source =
        files.settings("{path: cb.jsonl, columns: {text_a: premise, text_b: hypothesis}}");

    assertThat(read(source))
        .containsExactly(example("1", 1, ImmutableMap.of("text_a", "p", "text_b", "h")));
  }

  @Test
  void joinsWordsReachesIntoObjectsAndKeepsListsAsFacts() {
    files.write(
        "re.jsonl",
        "{\"token\": [\"a\", \"big\", \"cat\"], \"h\": {\"name\": \"cat\", \"pos\": [2, 3]},"
            + " \"relation\": true, \"score\": 1.10}\n");
    DataSource source =
        files.settings(
            "{path: re.jsonl, columns: {text_a: token, label: relation, meta: {head: h.name, at:"
                + " h.pos, all: h, score: score}}}");
    Labels labels =
        new Labels(DataFiles.LABELS.set(), ImmutableMap.of("true", "sports", "false", "world"));

    assertThat(ExampleReader.read(source, labels))
        .containsExactly(
            example("1", 1, "a big cat")
                .withMeta("head", "cat")
                .withMeta("at", "[2,3]")
                .withMeta("all", "{\"name\":\"cat\",\"pos\":[2,3]}")
                .withMeta("score", "1.10"));
  }

  @Test
  void readsLabelsOfAFile() {
    assertThat(
            LabelSet.ofFile(
                    files.write(
                        "n.jsonl",
                        """
                        {"text": "a", "label": 10}
                        {"text": "a", "label": 9}
                        {"text": "a", "label": 10}
                        """))
                .names())
        .isEqualTo(ImmutableList.of("9", "10"));
    assertThat(LabelSet.ofFile(files.write("t.tsv", "b\tx\na\ty\n1\tz\nb\tx\n")).names())
        .isEqualTo(ImmutableList.of("b", "a", "1"));
  }

  @Test
  void refusesALineThatIsNoObject() {
    String rest =
        "; one JSON object belongs on each line, such as {\"text\": \"...\", \"label\": 0}";
    files.assertFails(
        DataError.BAD_JSON,
        "a.json:1: found a list" + rest,
        () -> read(files.write("a.json", "[{\"text\": \"x\"}]\n")));
    files.assertFails(
        DataError.BAD_JSON,
        "a.jsonl:2: found a single value" + rest,
        () -> read(files.write("a.jsonl", "{\"text\": \"x\", \"label\": 0}\n3\n")));
  }

  @Test
  void refusesBrokenJson() {
    files.assertFails(
        DataError.BAD_JSON,
        "a.json:1: the JSON does not end on this line; each line of JSONL is one whole object",
        () -> read(files.write("a.json", "{\n\"text\": \"x\"}\n")));
    files.assertFails(
        DataError.BAD_JSON,
        "a.jsonl:2: column 2: not JSON: Unexpected character ('t' (code 116)): was expecting"
            + " double-quote to start field name",
        () -> read(files.write("a.jsonl", "{\"text\": \"x\", \"label\": 0}\n{text: \"x\"}\n")));
    files.assertFails(
        DataError.BAD_JSON,
        "a.jsonl:1: column 19: not JSON: Duplicate field 'text'",
        () -> read(files.write("a.jsonl", "{\"text\":\"x\",\"text\":\"y\"}\n")));
  }

  @Test
  void refusesAnObjectForAText() {
    files.assertFails(
        DataError.WRONG_VALUE,
        "a.jsonl:1: the column 'text' holds an object with a, b; a text, a number, true or false,"
            + " or a list of words belongs there",
        () -> read(files.write("a.jsonl", "{\"text\":{\"a\":1,\"b\":2},\"label\":0}\n")));
    files.assertFails(
        DataError.WRONG_VALUE,
        "a.jsonl:1: the column 'text' holds a list; a text, a number, true or false, or a list of"
            + " words belongs there",
        () -> read(files.write("a.jsonl", "{\"text\":[1],\"label\":0}\n")));
  }

  /** A template may do without it, and says so where it may not. */
  @Test
  void leavesOutOfTheExampleWhatARowDoesNotSay() {
    files.write(
        "a.jsonl",
        """
        {"text": "a", "text_b": "b", "label": 0, "topic": "x", "more": "y"}
        {"text": "a", "text_b": null, "label": 0, "topic": null}
        """);
    DataSource source =
        files.settings("{path: a.jsonl, columns: {fields: {more: more}, meta: {topic: topic}}}");

    assertThat(read(source))
        .containsExactly(
            example("1", 0, ImmutableMap.of("text_a", "a", "text_b", "b", "more", "y"))
                .withMeta("topic", "x"),
            example("2", 0, "a"));
  }

  @Test
  void refusesARowWithoutAValue() {
    files.assertFails(
        DataError.MISSING_COLUMN,
        "a.jsonl:2: the column 'text' has no value here; each row needs one",
        () ->
            read(
                files.write(
                    "a.jsonl",
                    """
                    {"text": "x", "label": 0}
                    {"text": null, "label": 0}
                    """)));
  }
}
