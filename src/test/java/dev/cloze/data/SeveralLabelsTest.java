package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a label column may hold where examples have several labels, or a number. */
class SeveralLabelsTest {
  private static final LabelSet NAMES = LabelSet.of(List.of("food", "staff", "price"));
  private static final Labels SEVERAL =
      new Labels(NAMES, ImmutableMap.of(), new Output.SeveralLabels(0.5));
  private static final Labels NUMBER =
      new Labels(
          LabelSet.of(List.of("bad", "good")), ImmutableMap.of(), new Output.NumberRange(1, 5));

  @TempDir Path folder;

  private List<Example> read(String name, String text, Labels labels) throws IOException {
    return ExampleReader.read(DataSource.of(Files.writeString(folder.resolve(name), text)), labels);
  }

  @Test
  void readsNamesBetweenBarsAndNumbersAndNone() throws IOException {
    List<Example> read =
        read(
            "a.tsv",
            "label\ttext\nprice | food\tone\n1\ttwo\n\tthree\n[\"staff\", 0]\tfour\n[]\tfive\n",
            SEVERAL);

    assertThat(read)
        .extracting(example -> Set.copyOf(example.labels().orElseThrow()))
        .containsExactly(Set.of(0, 2), Set.of(1), Set.of(), Set.of(0, 1), Set.of());
    assertThat(read).allMatch(example -> example.label().isEmpty());
  }

  @Test
  void readsListsOfJson() throws IOException {
    List<Example> read =
        read(
            "a.jsonl",
            """
            {"text": "one", "label": ["food", "price"]}
            {"text": "two", "label": []}
            {"text": "three", "label": "staff"}
            """,
            SEVERAL);

    assertThat(read)
        .extracting(example -> Set.copyOf(example.labels().orElseThrow()))
        .containsExactly(Set.of(0, 2), Set.of(), Set.of(1));
  }

  @Test
  void readsWhatTheFileWritesInThePlaceOfNames() throws IOException {
    Labels written =
        new Labels(NAMES, ImmutableMap.of("F", "food", "S", "staff"), SEVERAL.output());

    assertThat(read("a.tsv", "label\ttext\nS|F\tone\n", written).get(0).labels().orElseThrow())
        .containsExactly(0, 1);
  }

  @Test
  void leavesLabelsOutThatNobodyNeeds() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tsv"), "label\ttext\n\tone\nfood\ttwo\n");
    try (ExampleStream stream = ExampleStream.open(DataSource.of(file), Optional.of(SEVERAL))) {
      assertThat(stream.next().labels()).isEmpty();
      assertThat(stream.next().labels().orElseThrow()).containsExactly(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "food|stuff;DAT-004;a.tsv:2: found the label 'stuff'; did you mean 'staff'? the labels"
            + " are food, staff, price, or 0 to 2",
        "food|;DAT-004;a.tsv:2: found the label ''; the labels are",
        "food|staff|food;DAT-018;a.tsv:2: the label 'food' stands twice there",
        "0|food;DAT-018;a.tsv:2: the label 'food' stands twice there",
        "[food];DAT-014;a.tsv:2: the label column begins with '[' and holds no list of labels",
        "[[1]];DAT-014;a.tsv:2: the label column begins with '[' and holds no list of labels",
      })
  void refusesWhatIsNoSetOfLabels(String cell, String code, String message) {
    refuses(cell, SEVERAL, code, message);
  }

  @Test
  void readsNumbers() throws IOException {
    assertThat(read("a.tsv", "label\ttext\n1\tone\n 4.5\ttwo\n5e0\tthree\n", NUMBER))
        .extracting(example -> example.number().orElseThrow())
        .containsExactly(1.0, 4.5, 5.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "good;DAT-016;a.tsv:2: found 'good' in the label column; a number from 1 to 5 belongs"
            + " there",
        "4,5;DAT-016;a.tsv:2: found '4,5' in the label column",
        "NaN;DAT-016;a.tsv:2: found 'NaN' in the label column",
        "5.01;DAT-017;a.tsv:2: found 5.01 in the label column; output.range is from 1 to 5",
        "-1;DAT-017;a.tsv:2: found -1 in the label column",
        "'';DAT-007;a.tsv:2: the column 'label' has no value here; each row needs one",
      })
  void refusesWhatIsNoNumberOfTheRange(String cell, String code, String message) {
    refuses(cell, NUMBER, code, message);
  }

  private void refuses(String cell, Labels labels, String code, String message) {
    assertThatThrownBy(() -> read("a.tsv", "label\ttext\n" + cell + "\tone\n", labels))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code().code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
