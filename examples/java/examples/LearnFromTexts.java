package examples;

import dev.cloze.base.Progress;
import dev.cloze.data.DataSource;
import dev.cloze.data.ExampleStream;
import dev.cloze.pipeline.Annotator;
import dev.cloze.pipeline.Pet;
import dev.cloze.pipeline.PetResult;
import dev.cloze.pipeline.RecipeFile;
import dev.cloze.pipeline.TrainedEnsemble;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs PET and labels further texts with its members: what docs/recipes.md shows. */
public final class LearnFromTexts {
  private LearnFromTexts() {}

  /**
   * Trains, labels and distils, then labels a pool of texts.
   *
   * @param recipe a run file with a section {@code recipe}
   * @param folder a new folder for the results
   * @param pool texts in any format
   * @param labels where the soft labels of the pool go
   */
  static PetResult run(Path recipe, List<String> overrides, Path folder, Path pool, Path labels) {
    // page begins
    RecipeFile file = RecipeFile.read(recipe, overrides);
    PetResult result =
        Pet.begin(file, "pet", Optional.of(folder), "")
            .execute(Progress.SILENT, Pet.Listener.SILENT);
    try (TrainedEnsemble members = TrainedEnsemble.ofRecipe(folder, OptionalLong.empty());
        ExampleStream texts = ExampleStream.open(DataSource.of(pool), Optional.empty())) {
      List<String> said = members.ensemble().classify(List.of("my screen is black"));
      new Annotator(members, "PET says " + said, false).write(texts, labels, Progress.SILENT);
    }
    return result;
    // page ends
  }

  /** Takes a recipe, a new folder, a file of texts and one for soft labels. */
  public static void main(String[] arguments) {
    PetResult result =
        run(
            Path.of(arguments[0]),
            List.of(),
            Path.of(arguments[1]),
            Path.of(arguments[2]),
            Path.of(arguments[3]));
    System.out.println(result.seeds().get(0).distilled());
  }
}
