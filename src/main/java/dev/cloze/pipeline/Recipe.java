package dev.cloze.pipeline;

import dev.cloze.base.Progress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A recipe that was begun, of whatever kind: several stages in a folder of its own. */
public interface Recipe {
  /** Where the results go. */
  RecipeFolder folder();

  /**
   * Does what is not done yet, writes results and page, and says in lines how it goes.
   *
   * @throws dev.cloze.base.ClozeException where a stage fails; what is done stays
   */
  void run(Progress progress, Consumer<String> lines);

  /**
   * Begins a recipe: reads all that its runs need but the models, and makes its folder.
   *
   * @param name what a folder is called that the recipe does not name
   * @param out a folder in the place of the recipe's
   * @param command what repeats the recipe, for the record
   * @throws dev.cloze.base.ClozeException where something of it is wrong; then nothing is written
   */
  static Recipe begin(RecipeFile file, String name, Optional<Path> out, String command) {
    return switch (file.kind()) {
      case PET, IPET -> Pet.begin(file, name, out, command);
      case LM_BFF -> LmBff.begin(file, name, out, command);
    };
  }

  /**
   * Goes on with a recipe that was begun.
   *
   * @throws dev.cloze.base.ClozeException {@link RecipeError#OTHER_RECIPE} where a run file, data
   *     or models have changed since; {@link RecipeError#NO_RECIPE}
   */
  static Recipe resume(Path path) {
    return switch (RecipeFolder.open(path).read().kind()) {
      case PET, IPET -> Pet.resume(path);
      case LM_BFF -> LmBff.resume(path);
    };
  }

  /**
   * The run of a recipe that labels new texts: of PET that of the distilled classifier, of LM-BFF
   * the one that was best on the dev set.
   *
   * @param seed which; the first where absent
   * @throws dev.cloze.base.ClozeException {@link RecipeError#UNFINISHED} where it is not done;
   *     {@link RecipeError#NO_RECIPE}
   */
  static Path trained(Path path, OptionalLong seed) {
    return switch (RecipeFolder.open(path).read().kind()) {
      case PET, IPET -> PetFolder.open(path).distilled(seed);
      case LM_BFF -> LmBffFolder.open(path).chosen(seed);
    };
  }
}
