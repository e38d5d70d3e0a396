package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTsvTest {
  private static final LabelSet LABELS = LabelSet.of(ImmutableList.of("world", "sports"));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("data.tsv");
  }

  private ImmutableList<Example> read(String text) throws IOException {
    return ExampleReader.read(DataSource.of(Files.writeString(file, text)), Labels.of(LABELS));
  }

  @Test
  void readsLabelsByNumberAndByName() throws IOException {
    assertThat(read("1\tA goal.\nworld\tA vote.\n"))
        .containsExactly(
            Example.of("A goal.").withId("1").withLabel(1),
            Example.of("A vote.").withId("2").withLabel(0));
  }

  @Test
  void readsASecondText() throws IOException {
    assertThat(read("0\tIt rains.\tIt is wet."))
        .containsExactly(Example.of("It rains.", "It is wet.").withId("1").withLabel(0));
  }

  @Test
  void keepsQuotesSpacesAndLoneReturnsOfTheText() throws IOException {
    assertThat(read("\uFEFF0\t \"a\rb\" \r\n"))
        .containsExactly(Example.of(" \"a\rb\" ").withId("1").withLabel(0));
  }

  @Test
  void takesANumeralThatIsANameForTheName() throws IOException {
    LabelSet swapped = LabelSet.of(ImmutableList.of("1", "0"));
    Files.writeString(file, "1\tx");

    assertThat(ExampleReader.read(DataSource.of(file), Labels.of(swapped)).get(0).label())
        .hasValue(0);
  }

  @Test
  void failsWhenTheFileIsMissing() {
    assertFails(
        DataError.UNREADABLE_FILE,
        ": no such file; the path of a file belongs here",
        () -> ExampleReader.read(DataSource.of(file), Labels.of(LABELS)));
  }

  @Test
  void failsWhenTheFileIsNotUtf8() throws IOException {
    Files.write(file, "0\tx\n0\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertFails(
        DataError.WRONG_ENCODING,
        ":2: found bytes that are not UTF-8 (byte 9 of the file); name what it is written in with"
            + " 'encoding:', such as windows-1252",
        () -> ExampleReader.read(DataSource.of(file), Labels.of(LABELS)));
  }

  @Test
  void failsWhenALineHasNoTab() {
    assertFails(
        DataError.WRONG_COLUMNS,
        ":1: found no tab; a label, a tab and a text belong there, and a second text where the"
            + " task has two; other columns are named with 'columns:'",
        () -> read("0 y\n0\tx\n"));
    assertFails(
        DataError.WRONG_COLUMNS,
        ":1: found 4 columns; a label, a tab and a text belong there, and a second text where the"
            + " task has two; other columns are named with 'columns:'",
        () -> read("0\tx\ty\tz\n"));
  }

  @Test
  void refusesARaggedRow() {
    assertFails(
        DataError.WRONG_COLUMNS,
        ":2: found 3 columns; 2 belong there, as in the first line (this format has no quotes: a"
            + " tab is always the end of a column)",
        () -> read("0\tx\n0\ty\tz\n"));
    assertFails(
        DataError.WRONG_COLUMNS,
        ":2: found one column; 2 belong there, as in the first line (this format has no quotes: a"
            + " tab is always the end of a column)",
        () -> read("0\tx\n\n"));
  }

  @Test
  void failsWhenALabelIsUnknown() {
    assertFails(
        DataError.UNKNOWN_LABEL,
        ":1: found the label '2'; the labels are world, sports, or 0 to 1",
        () -> read("2\tx\n"));
  }

  @Test
  void failsWhenTheFileIsEmpty() {
    assertFails(
        DataError.NO_EXAMPLES,
        ": there is no example in it: it is empty, or has a header alone",
        () -> read(""));
  }

  @Test
  void failsWhenLabelsAreNoneOrTwice() {
    assertThatThrownBy(() -> LabelSet.of(ImmutableList.of("a", "a")))
        .hasMessage("a label stands twice in [a, a]");
    assertThatThrownBy(() -> LabelSet.of(ImmutableList.of()))
        .hasMessage("a task needs labels, found none");
  }

  private void assertFails(DataError code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .hasMessage(file + message)
        .satisfies(e -> assertThat(((ClozeException) e).code()).isEqualTo(code));
  }
}
