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

class CsvTest {
  @TempDir Path folder;
  private DataFiles files;

  @BeforeEach
  void files() {
    files = new DataFiles(folder);
  }

  @Test
  void readsQuotesDelimitersAndLineEndsWithinATextAndCountsLines() {
    DataSource source =
        files.write("a.csv", "text,label\r\n\"a \"\"b\"\", c\nd\",world\r\n\r\ne\\f,1\r\n");

    assertThat(read(source))
        .containsExactly(example("2", 0, "a \"b\", c\nd"), example("5", 1, "e\\f"));
  }

  @Test
  void readsColumnsByNameAndAFieldOfItsOwn() {
    files.write("news.csv", "Class Index,Title,Description\n2,A win,\"They won, again\"\n");
    DataSource source =
        files.settings(
            "{path: news.csv, columns: {label: Class Index, text_a: Description, fields: {title:"
                + " Title}, meta: {head: Title}}}");
    Labels labels =
        new Labels(DataFiles.LABELS.set(), ImmutableMap.of("1", "world", "2", "sports"));

    assertThat(ExampleReader.read(source, labels))
        .containsExactly(
            example("2", 1, ImmutableMap.of("text_a", "They won, again", "title", "A win"))
                .withMeta("head", "A win"));
  }

  @Test
  void readsWithoutAHeaderLabelTextAndSecondText() {
    assertThat(read(files.write("a.csv", "1,\"x, y\"\n0,z\n")))
        .containsExactly(example("1", 1, "x, y"), example("2", 0, "z"));
    assertThat(read(files.write("b.csv", "1,x,y\n")))
        .containsExactly(example("1", 1, ImmutableMap.of("text_a", "x", "text_b", "y")));
  }

  @Test
  void readsColumnsByNumberWithAnotherDelimiter() {
    files.write("a.dat", "x;17;sports\n");
    DataSource source =
        files.settings("{path: a.dat, delimiter: ';', columns: {text_a: 0, id: 1, label: 2}}");

    assertThat(read(source)).containsExactly(example("17", 1, "x"));
  }

  @Test
  void takesAFirstLineForDataWhereItIsSaidToBe() {
    files.write("a.csv", "label,text\n");
    DataSource source =
        files.settings("{path: a.csv, header: false, columns: {label: 0, text_a: 1}}");
    Labels odd = Labels.of(LabelSet.of(ImmutableList.of("label")));

    assertThat(ExampleReader.read(source, odd)).containsExactly(example("1", 0, "text"));
  }

  @Test
  void refusesARaggedRow() {
    files.assertFails(
        DataError.WRONG_COLUMNS,
        "a.csv:4: found 3 columns; 2 belong there, as in the first line (a text with a delimiter in"
            + " it stands in quotes)",
        () -> read(files.write("a.csv", "text,label\n\"a\nb\",0\nc,d,1\n")));
  }

  @Test
  void refusesQuotesThatDoNotMatch() {
    String rest =
        ": the quotes of this row do not match; a text with a delimiter, a quote or a line end in"
            + " it stands in quotes, and a quote in it is written twice";
    files.assertFails(
        DataError.BAD_CSV,
        "a.csv:2" + rest,
        () -> read(files.write("a.csv", "text,label\n\"a,0\nb,1\n")));
    files.assertFails(
        DataError.BAD_CSV,
        "a.csv:3" + rest,
        () -> read(files.write("a.csv", "text,label\na,0\n\"b\"c,1\n")));
  }

  @Test
  void refusesAColumnThatIsNotThere() {
    files.write("a.csv", "premise,hypothesis,label\nx,y,0\n");
    files.assertFails(
        DataError.MISSING_COLUMN,
        "a.csv:2: columns.text_a: there is no column 'premiss'; did you mean 'premise'? known:"
            + " hypothesis, label, premise",
        () -> read(files.settings("{path: a.csv, columns: {text_a: premiss}}")));
    files.assertFails(
        DataError.MISSING_COLUMN,
        "a.csv:1: columns.text_a: there is no column '7'; known: 0, 1, 2",
        () -> read(files.settings("{path: a.csv, columns: {text_a: 7, label: 2}}")));
    files.assertFails(
        DataError.MISSING_COLUMN,
        "a.csv:2: no column is called text_a or text or sentence; name that of the text with"
            + " columns.text_a; known: premise, hypothesis, label",
        () -> read(files.settings("{path: a.csv, header: true}")));
  }

  @Test
  void refusesAHeaderThatNamesAColumnTwice() {
    files.assertFails(
        DataError.WRONG_COLUMNS,
        "a.csv:1: the header names a column twice: text, label, text; each name belongs there once",
        () -> read(files.write("a.csv", "text,label,text\nx,0,y\n")));
  }

  @Test
  void saysThatAnOddFirstLineMayBeAHeader() {
    files.assertFails(
        DataError.UNKNOWN_LABEL,
        "a.csv:1: found the label 'Class'; the labels are world, sports, or 0 to 1; if this line is"
            + " a header, name its columns with 'columns:'",
        () -> read(files.write("a.csv", "Class,Title\n0,x\n")));
  }

  @Test
  void findsNoExamplesUnderAHeader() {
    files.assertFails(
        DataError.NO_EXAMPLES,
        "a.csv: there is no example in it: it is empty, or has a header alone",
        () -> read(files.write("a.csv", "text,label\n")));
  }
}
