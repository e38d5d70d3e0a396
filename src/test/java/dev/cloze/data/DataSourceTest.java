package dev.cloze.data;

import static dev.cloze.data.DataFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.BaseError;
import dev.cloze.base.ClozeException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSourceTest {
  @TempDir Path folder;
  private DataFiles files;

  @BeforeEach
  void files() {
    files = new DataFiles(folder);
  }

  @Test
  void hasTheseDefaults() {
    DataSource defaults =
        new DataSource(
            folder.resolve("a.tsv"),
            DataFormat.AUTO,
            "utf-8",
            DataSource.Header.AUTO,
            Optional.empty(),
            Optional.empty(),
            Columns.defaults());

    assertThat(files.settings("a.tsv")).isEqualTo(defaults);
    assertThat(files.settings("{path: a.tsv}")).isEqualTo(defaults);
    assertThat(DataSource.of(folder.resolve("a.tsv"))).isEqualTo(defaults);
  }

  @ParameterizedTest
  @CsvSource({
    "a.tsv, TSV",
    "a.TXT, TSV",
    "a.csv, CSV",
    "a.jsonl, JSONL",
    "a.json, JSONL",
    "a.parquet, PARQUET"
  })
  void tellsTheFormatByTheEnding(String name, DataFormat format) {
    assertThat(DataSource.of(Path.of(name)).resolvedFormat()).isEqualTo(format);
  }

  @Test
  void tellsTheFormatByWhatBelongsToIt() {
    assertThat(files.settings("{path: a.txt, delimiter: \"\\t\"}").resolvedFormat())
        .isEqualTo(DataFormat.CSV);
    assertThat(files.settings("{path: a.txt, pattern: '(?<text>.*)'}").resolvedFormat())
        .isEqualTo(DataFormat.LINES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encoding: utf9|encoding is 'utf9', which is no known character set; utf-8, utf-16,"
            + " windows-1252 and iso-8859-1 are usual ones",
        "encoding: '?'|encoding is '?', which is no known character set; utf-8, utf-16,"
            + " windows-1252 and iso-8859-1 are usual ones",
        "delimiter: ab|delimiter is 'ab'; one character that is no quote belongs there",
        "delimiter: ';', format: tsv|delimiter belongs to the format csv, not to tsv",
        "pattern: '(?<text>.*)', format: tsv|pattern belongs to the format lines, not to tsv",
        "pattern: '(x', delimiter: ';'|pattern stands beside delimiter; only one may",
        "pattern: '(x'|pattern is no regular expression: Unclosed group in (x",
        "pattern: '(x)\\(?<a>'|pattern names no groups; (?<label>...) and (?<text>...) belong in"
            + " it, was (x)\\(?<a>",
      })
  void refusesWhatMakesNoSense(String keys, String message) {
    assertThatThrownBy(() -> files.settings("{path: a.tsv, " + keys.replace("''", "'") + "}"))
        .hasMessageEndingWith(message)
        .satisfies(e -> assertThat(((ClozeException) e).code()).isEqualTo(BaseError.REFUSED_VALUE));
  }

  @Test
  void refusesAnEndingThatTellsNothing() {
    files.assertFails(
        DataError.UNKNOWN_FORMAT,
        "a.dat: the ending tells no format; known: .tsv, .txt, .csv, .jsonl, .json, .parquet; give"
            + " another with 'format:'",
        () -> read(files.write("a.dat", "0\tx\n")));
  }

  @ParameterizedTest
  @CsvSource({"csv", "jsonl", "tsv", "parquet"})
  void refusesMissingFilesAndFoldersInEveryFormat(String ending) {
    files.assertFails(
        DataError.UNREADABLE_FILE,
        "none." + ending + ": no such file; the path of a file belongs here",
        () -> read(DataSource.of(folder.resolve("none." + ending))));
    DataFormat format = DataSource.of(Path.of("x." + ending)).resolvedFormat();
    files.assertFails(
        DataError.UNREADABLE_FILE,
        folder + ": this is a folder; the path of a file belongs here",
        () -> read(DataSource.of(folder).withFormat(format)));
  }

  @ParameterizedTest
  @CsvSource({"csv", "jsonl", "tsv"})
  void refusesEmptyFilesInEveryFormat(String ending) {
    files.assertFails(
        DataError.NO_EXAMPLES,
        "a." + ending + ": there is no example in it: it is empty, or has a header alone",
        () -> read(files.write("a." + ending, "")));
  }

  @Test
  void hashesTheBytesOfAFile() {
    // the second example of FIPS 180-2, appendix B.1
    assertThat(files.write("a.tsv", "abc").sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    files.assertFails(
        DataError.UNREADABLE_FILE,
        "none.tsv: no such file; the path of a file belongs here",
        () -> DataSource.of(folder.resolve("none.tsv")).sha256());
  }

  @Test
  void readsTsvWithAHeader() {
    assertThat(read(files.write("a.tsv", "sentence\tlabel\nx \t1\n")))
        .containsExactly(DataFiles.example("2", 1, "x "));
    files.write("b.tsv", "index\tsentence1\tsentence2\tlabel\n79\tx\ty\tworld\n");
    assertThat(
            read(
                files.settings(
                    "{path: b.tsv, columns: {text_a: sentence1, text_b: sentence2, id: index}}")))
        .containsExactly(Example.of("x", "y").withId("79").withLabel(0));
  }
}
