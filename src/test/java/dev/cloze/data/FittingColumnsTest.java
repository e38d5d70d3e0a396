package dev.cloze.data;

import static dev.cloze.data.DataFiles.LABELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read of a file that is expected to be like another one. */
class FittingColumnsTest {
  private static final Columns NAMED =
      Columns.defaults().withTextA("Description").withLabel("Class");
  private static final Columns NUMBERED = Columns.defaults().withLabel("2").withTextA("0");

  private static ImmutableList<Example> read(String text, DataFormat format, Columns expected) {
    return read(text, DataSource.standardInput().withFormat(format), expected);
  }

  private static ImmutableList<Example> read(String text, DataSource source, Columns expected) {
    ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try (ExampleStream examples = ExampleStream.of(in, source, expected, Optional.of(LABELS))) {
      return ImmutableList.copyOf(examples);
    }
  }

  @Test
  void takesTheColumnsThatAreThere() {
    assertThat(read("Class,Description\nsports,x\n", DataFormat.CSV, NAMED))
        .containsExactly(Example.of("x").withId("2").withLabel(1));
    assertThat(read("{\"Description\": \"x\"}\n", DataFormat.JSONL, NAMED))
        .containsExactly(Example.of("x").withId("1"));
  }

  @Test
  void takesUsualNamesWhereTheOthersAreMissing() {
    assertThat(read("{\"text\": \"x\", \"label\": 1}\n", DataFormat.JSONL, NAMED))
        .containsExactly(Example.of("x").withId("1").withLabel(1));
    assertThat(read("x\ny\n", DataFormat.TSV, NAMED))
        .containsExactly(Example.of("x").withId("1"), Example.of("y").withId("2"));
    assertThat(read("x\n", DataFormat.LINES, NUMBERED))
        .containsExactly(Example.of("x").withId("1"));
  }

  @Test
  void takesNumbersWhereTheTableIsWideEnough() {
    assertThat(read("x\tnone\tsports\n", DataFormat.TSV, NUMBERED))
        .containsExactly(Example.of("x").withId("1").withLabel(1));
    assertThat(read("sports\tx\n", DataFormat.TSV, NUMBERED))
        .containsExactly(Example.of("x").withId("1").withLabel(1));
  }

  @Test
  void takesDemonstrationsWhereTheyAre() {
    String named = "{\"text\": \"x\", \"demos\": [{\"text\": \"y\", \"answer\": \"z\"}]}\n";
    Columns expected = Columns.defaults().withDemonstrations("demos");

    assertThat(read(named, DataFormat.JSONL, expected).get(0).demonstrations()).hasSize(1);
    assertThat(read(named.replace("demos", "demonstrations"), DataFormat.JSONL, expected))
        .isEqualTo(read(named, DataFormat.JSONL, expected));
    assertThat(read("{\"text\": \"x\"}\n", DataFormat.JSONL, expected))
        .containsExactly(Example.of("x").withId("1"));
    assertThat(read("text\nx\n", DataFormat.TSV, expected))
        .containsExactly(Example.of("x").withId("2"));
  }

  @Test
  void preferWhatIsNamedForTheFileItself() {
    DataSource source =
        DataSource.standardInput()
            .withFormat(DataFormat.JSONL)
            .withColumns(Columns.defaults().withTextA("body"));

    assertThat(read("{\"Description\": \"x\", \"body\": \"y\"}\n", source, NAMED))
        .containsExactly(Example.of("y").withId("1"));
  }

  @Test
  void asksForATextThatIsNowhere() {
    Columns two = NAMED.withTextB("hypothesis");

    assertThatThrownBy(() -> read("{\"body\": \"x\"}\n", DataFormat.JSONL, NAMED))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(DataError.MISSING_COLUMN))
        .hasMessage(
            "standard input:1: columns.text_a: there is no column 'Description'; known: body");
    assertThatThrownBy(() -> read("x\n", DataFormat.LINES, two))
        .hasMessageContaining("columns.text_b: there is no column 'hypothesis'");
  }

  @Test
  void takesFurtherTextsUnderEitherName() {
    Columns expected =
        new Columns(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("number"),
            ImmutableMap.of("title", "Title"),
            ImmutableMap.of());
    Example example = Example.of("x").withField("title", "t").withId("1");

    assertThat(read("{\"text\": \"x\", \"Title\": \"t\"}\n", DataFormat.JSONL, expected))
        .containsExactly(example);
    assertThat(read("{\"text\": \"x\", \"title\": \"t\"}\n", DataFormat.JSONL, expected))
        .containsExactly(example);
  }

  @Test
  void sharesTheFormOfAFileOfItsFormatAlone() {
    DataSource semicolons =
        new DataSource(
            Path.of("a.csv"),
            DataFormat.AUTO,
            "windows-1252",
            DataSource.Header.FALSE,
            Optional.of(";"),
            Optional.empty(),
            Columns.defaults());

    DataSource like = DataSource.of(Path.of("b.csv")).inFormOf(semicolons);
    assertThat(like.delimiter()).hasValue(";");
    assertThat(like.header()).isEqualTo(DataSource.Header.FALSE);
    assertThat(like.encoding()).isEqualTo("utf-8");
    DataSource tabs = DataSource.of(Path.of("b.tsv"));
    assertThat(tabs.inFormOf(semicolons)).isEqualTo(tabs);
  }
}
