package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.base.OptionsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LmBffCheckTest {
  @TempDir Path folder;
  private TinyLmBff tiny;

  @BeforeEach
  void writeARecipe() {
    tiny = TinyLmBff.in(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verbalizer={words: {football: trophy, weather: night}}|RCP-012|the verbalizer of kind"
            + " 'manual' finds none",
        "verbalizer.automatic={method: petal_ce}|RCP-012|the verbalizer of kind 'automatic' by"
            + " 'petal_ce' finds none",
        "data.few_shot.dev_per_class=0|RCP-013|data.few_shot.dev_per_class and data.dev are"
            + " missing",
        "training.epochs=0|RCP-014|training.epochs is 0",
        "data.few_shot.per_class=80|DAT-|",
        "model.path=nowhere|MDL-|",
        "recipe.members={}|BAS-|members",
      })
  void saysWhatIsWrongBeforeAModelIsLoaded(String setting, String code, String message) {
    assertThatThrownBy(() -> tiny.begin("out", setting))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code().code()).startsWith(code))
        .hasMessageContaining(message == null ? "" : message);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void givesATextOneLabel() {
    String train = Path.of("examples/first-run.train.tsv").toAbsolutePath().toString();

    assertThatThrownBy(
            () -> tiny.begin("out", "output=several_labels", "data.few_shot=", "data.dev=" + train))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(RecipeError.OTHER_OUTPUT));
  }

  @Test
  void leavesNothingBehindWhereTheFirstStageFails() throws IOException {
    assertThatThrownBy(() -> tiny.run("out", "verbalizer.automatic.least_count=1000"))
        .isInstanceOf(ClozeException.class)
        .hasMessageContaining("words of the vocabulary pass the filters");
    assertThat(folder.resolve("out")).doesNotExist();

    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> tiny.run("empty", "verbalizer.automatic.least_count=1000"))
        .isInstanceOf(ClozeException.class);
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void goesOnOnlyWithWhatWasBegun() throws IOException {
    Path out = tiny.begin("out").folder().path();
    assertThatThrownBy(() -> Recipe.trained(out, OptionalLong.empty()))
        .hasMessageContaining("seed 13 is not done; 'cloze run --resume " + out + "'");
    Path file = out.resolve("seed-13/run.yaml");
    Files.writeString(file, Files.readString(file).replace("epochs: 2", "epochs: 3"));

    assertThatThrownBy(() -> Recipe.resume(out))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(RecipeError.OTHER_RECIPE));
  }

  @Test
  void tellsThatADevSetIsLargerThanTheTrainingSet() {
    LmBffResult result =
        tiny.run("out", "data.few_shot.per_class=2", "recipe.candidates=1", "training.epochs=1");

    assertThat(result.seeds().get(0).notes())
        .singleElement()
        .asString()
        .startsWith("the dev set has 6 examples and the training set 4: ");
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files
          .filter(path -> path.toString().endsWith(".yaml") && RecipeFile.isOne(path))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theExamplesAreRecipes(Path example) {
    RecipeFile file =
        RecipeFile.read(example, List.of("model.path=src/test/resources/golden/openprompt/bert"));

    if (file.kind() == RecipeFile.Kind.LM_BFF) {
      LmBffPlan plan = LmBffPlan.of(file);
      assertThat(LmBffCheck.of(plan)).isNotEmpty();
      assertThat(OptionsWriter.write(plan.options())).contains("candidates: ");
    } else {
      assertThat(PetCheck.of(Planning.of(file))).isNotEmpty();
    }
  }
}
