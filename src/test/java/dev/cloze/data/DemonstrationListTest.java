package dev.cloze.data;

import static dev.cloze.data.DataFiles.example;
import static dev.cloze.data.DataFiles.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemonstrationListTest {
  @TempDir Path folder;
  private DataFiles files;

  @BeforeEach
  void files() {
    files = new DataFiles(folder);
  }

  private static Demonstration shown(String id, String text, String answer) {
    return new Demonstration(Example.of(text).withId(id), answer);
  }

  @Test
  void findsTheUsualKeyAndKeepsTheOrder() {
    DataSource source =
        files.write(
            "a.jsonl",
            """
            {"text": "none", "label": 0}
            {"text": "x", "label": 1, "demonstrations": [{"text": "b", "answer": "bad"}, {"text": "g", "answer": "good", "label": 0}]}
            {"text": "null", "label": 0, "demonstrations": null}
            {"text": "empty", "label": 0, "demonstrations": []}
            """);

    assertThat(read(source))
        .containsExactly(
            example("1", 0, "none"),
            example("2", 1, "x")
                .withDemonstrations(
                    List.of(
                        shown("2, demonstration 1", "b", "bad"),
                        shown("2, demonstration 2", "g", "good"))),
            example("3", 0, "null"),
            example("4", 0, "empty"));
  }

  @Test
  void readsTextsAndFactsUnderTheNamesOfTheExample() {
    files.write(
        "cb.jsonl",
        """
        {"in": {"p": "P"}, "h": "H", "n": "N", "t": "T", "y": 0, "key": "k", "demos": \
        [{"in": {"p": ["a", "b"]}, "h": "c", "n": "d", "t": [1], "answer": true}, \
        {"in": {"p": "e"}, "h": null, "answer": "no"}]}
        """);
    DataSource source =
        files.settings(
            "{path: cb.jsonl, columns: {text_a: in.p, text_b: h, label: y, id: key, fields: {note:"
                + " n}, meta: {topic: t}, demonstrations: demos}}");
    Demonstration whole =
        new Demonstration(
            new Example(
                "k, demonstration 1",
                ImmutableMap.of("text_a", "a b", "text_b", "c", "note", "d"),
                ImmutableMap.of("topic", "[1]"),
                OptionalInt.empty()),
            "true");

    assertThat(read(source))
        .containsExactly(
            example("k", 0, ImmutableMap.of("text_a", "P", "text_b", "H", "note", "N"))
                .withMeta("topic", "T")
                .withDemonstrations(List.of(whole, shown("k, demonstration 2", "e", "no"))));
  }

  @Test
  void leavesTheUsualKeyToWhatElseItIsNamedFor() {
    files.write("a.jsonl", "{\"text\": \"x\", \"label\": 0, \"demonstrations\": [3]}\n");
    DataSource source =
        files.settings("{path: a.jsonl, columns: {meta: {marches: demonstrations}}}");

    assertThat(read(source)).containsExactly(example("1", 0, "x").withMeta("marches", "[3]"));
  }

  /** A table's column of that name may be anything, and is left alone as ever. */
  @Test
  void looksForNoneInTables() {
    DataSource source =
        files
            .write("a.csv", "text,label,demonstrations\nx,0,three\n")
            .withColumns(Columns.defaults().withTextA("text"));

    assertThat(read(source)).containsExactly(example("2", 0, "x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'good'|: the column 'demonstrations' holds a single value; a list of demonstrations"
            + " belongs there, each an object with its texts and 'answer'",
        "{'text': 'g', 'answer': 'good'}|: the column 'demonstrations' holds an object; a list of"
            + " demonstrations belongs there, each an object with its texts and 'answer'",
        "[{'text': 'g', 'answer': 'good'}, 'g']|: demonstration 2 is a single value; an object with"
            + " its texts and 'answer' belongs there",
        "[null]|: demonstration 1 is a single value; an object with its texts and 'answer' belongs"
            + " there",
        "[['g', 'good']]|: demonstration 1 is a list; an object with its texts and 'answer' belongs"
            + " there",
        "[{'text': 'g', 'answer': 'good'}, {'text': 'b', 'label': 1}]|: demonstration 2: 'answer'"
            + " is missing or empty; what stands in the place of the mask belongs there; found:"
            + " text, label",
        "[{'text': 'g', 'answer': ' '}]|: demonstration 1: 'answer' is missing or empty; what"
            + " stands in the place of the mask belongs there; found: text, answer",
        "[{'sentence': 'g', 'answer': 'good'}]|: demonstration 1: 'text' is missing or empty; its"
            + " text belongs there; found: sentence, answer",
        "[{}]|: demonstration 1: 'text' is missing or empty; its text belongs there; found:"
            + " nothing",
      })
  void refusesWhatShowsNothing(String list, String message) {
    String row = "{'text': 'x', 'label': 0, 'demonstrations': " + list + "}\n";
    String text = "{\"text\": \"fine\", \"label\": 0}\n" + row.replace('\'', '"');

    files.assertFails(
        DataError.WRONG_DEMONSTRATIONS,
        "a.jsonl:2" + message,
        () -> read(files.write("a.jsonl", text)));
  }

  @Test
  void saysWhichDemonstrationHoldsAnotherValue() {
    files.assertFails(
        DataError.WRONG_VALUE,
        "a.jsonl:1: demonstration 1: the column 'answer' holds a list; a text, a number, true or"
            + " false, or a list of words belongs there",
        () ->
            read(
                files.write(
                    "a.jsonl",
                    "{\"text\": \"x\", \"label\": 0, \"demonstrations\": [{\"text\": \"y\","
                        + " \"answer\": [1]}]}\n")));
  }

  @Test
  void refusesAColumnThatIsNotThereOrInATable() {
    files.write("a.jsonl", "{\"text\": \"x\", \"label\": 0, \"demos\": []}\n");
    files.write("a.csv", "text,label,demos\nx,0,[]\n");

    files.assertFails(
        DataError.MISSING_COLUMN,
        "a.jsonl:1: columns.demonstrations: there is no column 'demo'; did you mean 'demos'? known:"
            + " demos, label, text",
        () -> read(files.settings("{path: a.jsonl, columns: {demonstrations: demo}}")));
    files.assertFails(
        DataError.WRONG_DEMONSTRATIONS,
        "a.csv:2: columns.demonstrations: 'demos' is a column of texts; only JSONL and Parquet have"
            + " lists of objects in a column",
        () -> read(files.settings("{path: a.csv, columns: {demonstrations: demos}}")));
  }
}
