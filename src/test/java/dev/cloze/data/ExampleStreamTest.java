package dev.cloze.data;

import static dev.cloze.data.DataFiles.LABELS;
import static dev.cloze.data.DataFiles.example;
import static dev.cloze.data.DataFiles.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleStreamTest {
  @TempDir Path folder;
  private DataFiles files;

  @BeforeEach
  void files() {
    files = new DataFiles(folder);
  }

  @Test
  void readsATextALineFromTheStandardInput() {
    assertThat(stream("a\tb\n\n\"c\"\r\n", DataSource.standardInput()))
        .containsExactly(
            Example.of("a\tb").withId("1"),
            Example.of("").withId("2"),
            Example.of("\"c\"").withId("3"));
  }

  @Test
  void readsAnyTextFormatFromAStream() {
    DataSource input = DataSource.standardInput();

    assertThat(stream("x y\n", input.withFormat(DataFormat.TSV)))
        .containsExactly(Example.of("x y").withId("1"));
    assertThat(stream("1\tx\tz\n", input.withFormat(DataFormat.TSV)))
        .containsExactly(Example.of("x", "z").withId("1").withLabel(1));
    assertThat(stream("id,text\n7,\"x,\ny\"\n", input.withFormat(DataFormat.CSV)))
        .containsExactly(Example.of("x,\ny").withId("7"));
    assertThat(stream("{\"text\": \"x\"}\n", input.withFormat(DataFormat.JSONL)))
        .containsExactly(Example.of("x").withId("1"));
  }

  @Test
  void readsALabelWhereThereIsOne() {
    assertThat(
            stream(
                "text,label\nx,sports\ny,\n",
                DataSource.standardInput().withFormat(DataFormat.CSV)))
        .containsExactly(example("2", 1, "x"), Example.of("y").withId("3"));
  }

  @Test
  void leavesLabelsAloneWhereNoneAreKnown() {
    assertThat(stream(files.write("a.tsv", "any\tx\n"), Optional.empty()))
        .containsExactly(Example.of("x").withId("1"));
  }

  @Test
  void readsFilesOfTheSameFormWithoutLabels() {
    files.write("a.jsonl", "{\"premise\": \"x\"}\n");
    DataSource source = files.settings("{path: a.jsonl, columns: {text_a: premise, label: gold}}");

    assertThat(stream(source, Optional.of(LABELS))).containsExactly(Example.of("x").withId("1"));
    files.assertFails(
        DataError.MISSING_COLUMN,
        "a.jsonl:1: columns.label: there is no column 'gold'; known: premise",
        () -> DataFiles.read(source));
  }

  @Test
  void readsNoMoreThanIsAskedFor() {
    InputStream first = new ByteArrayInputStream("x\ny\n".getBytes(StandardCharsets.UTF_8));
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("read too far");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };
    try (ExampleStream examples =
        ExampleStream.of(
            new SequenceInputStream(first, broken), DataSource.standardInput(), Optional.empty())) {
      assertThat(examples.next()).isEqualTo(Example.of("x").withId("1"));
      assertThat(examples.next()).isEqualTo(Example.of("y").withId("2"));
    }
  }

  @Test
  void namesTheLineOfAnError() {
    files.assertFails(
        DataError.UNKNOWN_LABEL,
        "standard input:2: found the label 'sprots'; did you mean 'sports'? the labels are world,"
            + " sports, or 0 to 1",
        () -> stream("0\tx\nsprots\ty\n", DataSource.standardInput().withFormat(DataFormat.TSV)));
    files.assertFails(
        DataError.NO_EXAMPLES,
        "standard input: there is no example in it: it is empty, or has a header alone",
        () -> stream("", DataSource.standardInput()));
  }

  @Test
  void readsWhatAPatternFinds() {
    files.write("trec.train", "NUM:dist How far: far ?\nLOC:city Where ?\n");
    DataSource source =
        files.settings(
            "{path: trec.train, pattern: '(?<label>\\w+):(?<fine>\\w+) (?<text>.*)', columns:"
                + " {meta: {fine: fine}}}");
    Labels labels =
        Labels.of(LabelSet.of(com.google.common.collect.ImmutableList.of("LOC", "NUM")));

    assertThat(ExampleReader.read(source, labels))
        .containsExactly(
            example("1", 1, "How far: far ?").withMeta("fine", "dist"),
            example("2", 0, "Where ?").withMeta("fine", "city"));
  }

  @Test
  void refusesALineThatAPatternDoesNotMatch() {
    files.write("sst.train", "1 good\nbad\n");
    DataSource source = files.settings("{path: sst.train, pattern: '(?<label>\\d) (?<text>.*)'}");

    files.assertFails(
        DataError.WRONG_COLUMNS,
        "sst.train:2: found 'bad', which the pattern does not match: (?<label>\\d) (?<text>.*)",
        () -> DataFiles.read(source));
  }
}
