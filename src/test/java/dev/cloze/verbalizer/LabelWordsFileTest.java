package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that OpenPrompt's verbalizer files take. */
class LabelWordsFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"txt", "csv"})
  void readsALineForEachLabel(String extension) throws IOException {
    Path file =
        write("words." + extension, "politics,world\nsports\n\n \nno,waste of money\n<!>yes\n");

    assertThat(LabelWordsFile.read(file))
        .isEqualTo(
            LabelWords.of(
                List.of("0", "1"), List.of(List.of("politics", "world"), List.of("sports"))));
    assertThat(LabelWordsFile.read(file, 1, List.of("against", "for")))
        .isEqualTo(
            LabelWords.of(
                List.of("against", "for"),
                List.of(List.of("no", "waste of money"), List.of("<!>yes"))));
  }

  @Test
  void spacesAroundCommasByteOrderMarksAndLineEndingsOfOtherSystemsDoNotCount() throws IOException {
    Path file = write("words.txt", "\uFEFF\r\npolitics , world\r\n  sports \r\n\r\n");

    assertThat(LabelWordsFile.read(file).entries())
        .isEqualTo(
            LabelWords.of(
                    List.of("0", "1"), List.of(List.of("politics", "world"), List.of("sports")))
                .entries());
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl"})
  void readsADict(String extension) throws IOException {
    Path file =
        write(
            "words." + extension,
            "{\n  \"no\": [\"no\", \"false\"],\n  \"yes\": \"na\\u00efve café\"\n}");

    assertThat(LabelWordsFile.read(file))
        .isEqualTo(
            LabelWords.of(
                ImmutableMap.of("no", List.of("no", "false"), "yes", List.of("naïve café"))));
  }

  @Test
  void readsAListOfDicts() throws IOException {
    Path file =
        write(
            "words.jsonl",
            "[{\"World\": [\"politics\"], \"Tech\": [\"technology\"]},\n"
                + " {\"World\": [\"politics\", \"world\"], \"Tech\": [\"science\"]}]");

    assertThat(LabelWordsFile.read(file, 1, List.of("Tech", "World")))
        .isEqualTo(
            LabelWords.of(
                List.of("Tech", "World"),
                List.of(List.of("science"), List.of("politics", "world"))));
  }

  @Test
  void readsOneDictALine() throws IOException {
    Path file = write("words.jsonl", "{\"a\": [\"one\"]}\n{\"a\": [\"two\"]}\n");

    assertThat(LabelWordsFile.read(file, 1))
        .isEqualTo(LabelWords.of(ImmutableMap.of("a", List.of("two"))));
  }

  @Test
  void readsAListOfListsWithoutNames() throws IOException {
    Path file = write("words.json", "[[[\"good\", \"great\"], [\"bad\"]], [\"yes\", \"no\"]]");

    assertThat(LabelWordsFile.read(file, 0, List.of("up", "down")))
        .isEqualTo(
            LabelWords.of(
                List.of("up", "down"), List.of(List.of("good", "great"), List.of("bad"))));
    assertThat(LabelWordsFile.read(file, 1))
        .isEqualTo(LabelWords.ofSingle(List.of("0", "1"), List.of("yes", "no")));
  }

  @Test
  void readsTheVerbalizerThatComesWithTheProject() {
    LabelWords words = LabelWordsFile.read(Path.of("verbalizers", "agnews.txt"));

    assertThat(words)
        .isEqualTo(
            LabelWords.of(
                List.of("0", "1", "2", "3"),
                List.of(
                    List.of("world", "politics"),
                    List.of("sports"),
                    List.of("business"),
                    List.of("technology", "science"))));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
