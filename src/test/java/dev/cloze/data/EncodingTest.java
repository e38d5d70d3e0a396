package dev.cloze.data;

import static dev.cloze.data.DataFiles.example;
import static dev.cloze.data.DataFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
  @TempDir Path folder;
  private DataFiles files;

  @BeforeEach
  void files() {
    files = new DataFiles(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "utf-16", "utf-16le", "UTF-8", "utf-32", "gb18030"})
  void readsOtherEncodings(String encoding) {
    DataSource source =
        files
            .write("a.tsv", "0\tcaf\u00e9\n1\tx\n".getBytes(Charset.forName(encoding)))
            .withEncoding(encoding);

    assertThat(read(source)).containsExactly(example("1", 0, "caf\u00e9"), example("2", 1, "x"));
  }

  @ParameterizedTest
  @ValueSource(ints = {8190, 8191, 8192, 8193, 20000})
  void decodesCharactersThatAChunkCutsInTwo(int length) {
    String text = "x".repeat(length) + "\uD83D\uDE00\u00e9".repeat(5000);

    assertThat(read(files.write("a.tsv", "\uFEFF1\t" + text + "\r\n0\ty")))
        .containsExactly(example("1", 1, text), example("2", 0, "y"));
  }

  @Test
  void namesLineAndByteOfWhatDoesNotBelongToTheEncoding() {
    String text = "0\tx\n".repeat(5000) + "1\tcaf\u00e9\n";
    files.assertFails(
        DataError.WRONG_ENCODING,
        "a.tsv:5001: found bytes that are not UTF-8 (byte 20005 of the file); name what it is"
            + " written in with 'encoding:', such as windows-1252",
        () -> read(files.write("a.tsv", text.getBytes(StandardCharsets.ISO_8859_1))));
    files.assertFails(
        DataError.WRONG_ENCODING,
        "b.csv:2: found bytes that are not US-ASCII (byte 9 of the file); name what it is written"
            + " in with 'encoding:', such as utf-8",
        () -> read(files.write("b.csv", "0,x\n1,caf\u00e9\n").withEncoding("ascii")));
  }

  @Test
  void refusesACharacterThatTheEndOfTheFileCuts() {
    files.assertFails(
        DataError.WRONG_ENCODING,
        "a.tsv:1: found bytes that are not UTF-8 (byte 2 of the file); name what it is written in"
            + " with 'encoding:', such as windows-1252",
        () -> read(files.write("a.tsv", new byte[] {'0', '\t', (byte) 0xc3})));
  }

  @Test
  void saysThatAFileIsUtf16() {
    files.assertFails(
        DataError.WRONG_ENCODING,
        "a.tsv:1: found the byte order mark of UTF-16 (byte 0 of the file); say 'encoding: utf-16'",
        () -> read(files.write("a.tsv", "0\tx\n".getBytes(StandardCharsets.UTF_16))));
  }

  @Test
  void saysThatAFileIsBinary() {
    files.assertFails(
        DataError.BINARY_FILE,
        "a.tsv: looks binary: byte 3 is zero; a text belongs here, in another encoding with"
            + " 'encoding:'",
        () -> read(files.write("a.tsv", new byte[] {'0', '\t', 'x', 0, 7, (byte) 0xff})));
    files.assertFails(
        DataError.BINARY_FILE,
        "a.csv: looks binary: this file is packed with gzip; unpack it first",
        () -> read(files.write("a.csv", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0})));
    files.assertFails(
        DataError.BINARY_FILE,
        "a.txt: looks binary: this is a Parquet file; say 'format: parquet'",
        () -> read(files.write("a.txt", "PAR1....PAR1")));
  }

  @Test
  void givesOutWhatStandsBeforeAForeignByte() {
    byte[] bytes = "one\ntwo\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    try (ExampleStream examples =
        ExampleStream.of(
            new ByteArrayInputStream(bytes), DataSource.standardInput(), Optional.empty())) {
      assertThat(examples.next()).isEqualTo(Example.of("one").withId("1"));
      assertThat(examples.next()).isEqualTo(Example.of("two").withId("2"));
      assertThatThrownBy(examples::next)
          .hasMessageStartingWith("standard input:3: found bytes that are not UTF-8 (byte 11 of");
    }
  }
}
