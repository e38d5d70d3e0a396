package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page for people who come from OpenPrompt leaves nothing of it out, and names nothing that is
 * not here.
 */
class FromOpenPromptTest {
  private static final Path PAGE = Path.of("docs/from-openprompt.md");
  private static final Path NAMES = Path.of("src/test/resources/openprompt/names.txt");

  @TempDir Path folder;

  @Test
  void everythingOnTheRightIsHere() throws IOException {
    FromOpenPromptTable table = FromOpenPromptTable.of(Files.readString(PAGE));

    assertThat(table.theirs()).hasSizeGreaterThan(200);
    assertThat(table.mistakes(folder)).isEmpty();
  }

  @Test
  void everythingOfOpenPromptIsOnTheLeft() throws IOException {
    ImmutableList<String> theirs = FromOpenPromptTable.of(Files.readString(PAGE)).theirs();
    List<String> names = Files.readAllLines(NAMES);

    assertThat(names).hasSizeGreaterThan(400);
    assertThat(names.stream().filter(name -> !isThere(name, theirs))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| `x` | – | `ManualVerbaliser` | |",
        "| `x` | – | `Template.parsed` | |",
        "| `x` | – | `SoftOptions.Begin` | |",
        "| `x` | – | `WordCombinations` | |",
        "| `x` | – | `withSoft` | |",
        "| `x` | `training.epoch` | – | |",
        "| `x` | `verbalizer.automatic.num_cadidates: 1000` | – | |",
        "| `x` | `training.tune: everything` | – | |",
        "| `x` | `{\"soft\": None, \"length\": 20}` | – | |",
        "| `x` | `cloze train FILE` | – | |",
        "| `x` | – | `Template` |"
      })
  void aWrongNameIsFound(String row) throws IOException {
    assertThat(mistakes(row)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| `x` | – | `ManualVerbalizer`, `Template.parse`, `SoftOptions.Start.FRESH` | |",
        "| `x` | `training.epochs`, `data.train.columns.text_a`, `training` | `Example.of` | |",
        "| `x` | `training.tune: prompt`, `{\"soft\": None}`, `cloze run FILE` | – | |"
      })
  void aRightNameIsNoMistake(String row) throws IOException {
    assertThat(mistakes(row)).isEmpty();
  }

  @Test
  void aNameThatIsLeftOutIsFound() {
    List<String> theirs =
        List.of("*Verbalizer(prefix=\" \", classes)", "SoftTemplate", "plm.*", "a_b.c");

    assertThat(isThere("option ManualVerbalizer classes", theirs)).isTrue();
    assertThat(isThere("class ManualVerbalizer", theirs)).isFalse();
    assertThat(isThere("option ManualVerbalizer label_words", theirs)).isFalse();
    assertThat(isThere("option SoftTemplate classes", theirs)).isFalse();
    assertThat(isThere("class SoftTemplate", theirs)).isTrue();
    assertThat(isThere("key plm.optimize.lr", theirs)).isTrue();
    assertThat(isThere("key a_b.c.d", theirs)).isFalse();
  }

  @Test
  void theRunFileOfThePageBinds() throws IOException {
    String yaml = Files.readString(PAGE).split("```yaml\n", -1)[1].split("```", -1)[0];
    Path file = folder.resolve("topic.yaml");

    RunFile run = RunFile.read(Files.writeString(file, yaml), List.of());

    assertThat(run.data().fewShot().orElseThrow().perClass()).contains(8);
    assertThat(run.training().learningRate()).isEqualTo(3e-5);
  }

  private List<String> mistakes(String row) throws IOException {
    return FromOpenPromptTable.of(
            "| OpenPrompt | run file | Java | what differs |\n|---|---|---|---|\n" + row)
        .mistakes(folder);
  }

  /** Whether a line of the list of names stands in the left column. */
  private static boolean isThere(String name, List<String> theirs) {
    List<String> words = Splitter.on(' ').splitToList(name);
    return theirs.stream()
        .anyMatch(
            span ->
                switch (words.get(0)) {
                  case "class" -> span.equals(words.get(1)) || span.startsWith(words.get(1) + "(");
                  case "option" -> isOption(span, words.get(1), words.get(2));
                  default -> matches(span, words.get(1));
                });
  }

  private static boolean isOption(String span, String type, String option) {
    int open = span.indexOf('(');
    return open > 0
        && matches(span.substring(0, open), type)
        && Pattern.compile("[(, ]" + option + "[,=)]").matcher(span).find();
  }

  /** Whether a name is what was written, in which a star stands for anything. */
  private static boolean matches(String written, String name) {
    return name.matches(Pattern.quote(written).replace("*", "\\E.*\\Q"));
  }
}
