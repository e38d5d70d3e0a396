package dev.cloze.data;

import static dev.cloze.data.DataFiles.example;
import static dev.cloze.data.DataFiles.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTest {
  @TempDir Path folder;
  private DataFiles files;

  @BeforeEach
  void files() {
    files = new DataFiles(folder);
  }

  private DataSource write(String name, String rows) throws SQLException {
    Path file = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (" + rows + ") TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet)");
    }
    return DataSource.of(file);
  }

  @Test
  void readsTextsAndNumbers() throws SQLException {
    DataSource source =
        write(
            "a.parquet",
            "SELECT * FROM (VALUES (7, 'x \"y\"', 1), (8, 'caf\u00e9\nz', 0)) AS t(idx, text,"
                + " label)");

    assertThat(read(source))
        .containsExactly(example("7", 1, "x \"y\""), example("8", 0, "caf\u00e9\nz"));
  }

  @Test
  void readsListsAndObjectsAsJsonDoes() throws SQLException {
    write(
        "a.parquet",
        "SELECT ['a', 'cat'] AS token, {'name': 'cat', 'pos': [1, 2]} AS h, 'sports' AS label");
    DataSource source =
        files.settings(
            "{path: a.parquet, columns: {text_a: token, meta: {head: h.name, at: h.pos}}}");

    assertThat(read(source))
        .containsExactly(example("1", 1, "a cat").withMeta("head", "cat").withMeta("at", "[1,2]"));
  }

  @Test
  void readsDemonstrationsAsJsonDoes() throws SQLException {
    DataSource source =
        write(
            "a.parquet",
            "SELECT 'x' AS text, 1 AS label, [{'text': 'y', 'answer': 'good'}] AS demonstrations");
    Example shown = Example.of("y").withId("1, demonstration 1");

    assertThat(read(source))
        .containsExactly(
            example("1", 1, "x").withDemonstrations(List.of(new Demonstration(shown, "good"))));
  }

  @Test
  void readsManyRowsInTheirOrder() throws SQLException {
    DataSource source =
        write("a.parquet", "SELECT i AS text, i % 2 AS label FROM range(20000) AS t(i)");

    assertThat(read(source))
        .hasSize(20000)
        .allSatisfy(
            e ->
                assertThat(Integer.parseInt(e.fields().get(Example.TEXT_A)) + 1)
                    .hasToString(e.id()));
  }

  @Test
  void takesNoPartOfAPathForAPlaceholder() throws SQLException {
    DataSource source = write("it's [a-z].parquet", "SELECT 'x' AS text, 0 AS label");

    assertThat(read(source)).containsExactly(example("1", 0, "x"));
  }

  @Test
  void refusesAnEmptyTable() throws SQLException {
    DataSource source = write("a.parquet", "SELECT 'x' AS text, 0 AS label WHERE false");

    files.assertFails(
        DataError.NO_EXAMPLES,
        "a.parquet: there is no example in it: it is empty, or has a header alone",
        () -> read(source));
  }

  @Test
  void refusesAFileThatIsNoParquet() throws SQLException, IOException {
    files.assertFails(
        DataError.BAD_PARQUET,
        "a.parquet: this is no Parquet file, or it was cut off: PAR1 does not stand at its"
            + " beginning",
        () -> read(files.write("a.parquet", "text,label\nx,0\n")));
    byte[] whole = Files.readAllBytes(write("b.parquet", "SELECT 'x' AS text").path());
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    files.assertFails(
        DataError.BAD_PARQUET,
        "b.parquet: this is no Parquet file, or it was cut off: PAR1 does not stand at its end",
        () -> read(files.write("b.parquet", half)));
  }

  @Test
  void refusesADamagedFileInItsOwnWords() {
    files.assertFails(
        DataError.BAD_PARQUET,
        "a.parquet: this Parquet file is damaged, encrypted or packed in an unknown way; write it"
            + " again",
        () -> read(files.write("a.parquet", "PAR1" + "x".repeat(40) + "PAR1")));
  }

  @Test
  void refusesParquetFromAStream() {
    DataSource source = DataSource.standardInput().withFormat(DataFormat.PARQUET);
    files.assertFails(
        DataError.UNKNOWN_FORMAT,
        "standard input: Parquet cannot be read from a stream; give the path of a file",
        () -> ExampleStream.of(new ByteArrayInputStream(new byte[0]), source, Optional.empty()));
  }
}
