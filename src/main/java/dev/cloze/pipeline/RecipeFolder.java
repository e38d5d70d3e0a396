package dev.cloze.pipeline;

import com.google.common.base.Joiner;
import dev.cloze.base.ClozeException;
import dev.cloze.base.OptionsWriter;
import dev.cloze.run.NewFolder;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunFolder;
import dev.cloze.run.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The folder of a recipe: {@code recipe.json}, a folder for each seed, and the results. {@code
 * docs/recipes.md} lists its files.
 *
 * @param path where it stands
 * @param made whether this process made it
 */
public record RecipeFolder(Path path, boolean made) {
  static final String RECORD = "recipe.json";
  static final String RESULTS = "results.json";
  static final String TABLE = "table.txt";

  /**
   * Makes a folder for a new recipe.
   *
   * @param wanted the folder, which must be new or empty; where absent the first free one of {@code
   *     runs/NAME}, {@code runs/NAME-2} and so on
   */
  static RecipeFolder make(Optional<Path> wanted, String name) {
    NewFolder folder =
        NewFolder.make(wanted, Path.of("runs"), name, RecipeError.FOLDER_EXISTS, "run", "recipe");
    return new RecipeFolder(folder.path(), folder.made());
  }

  /** Whether a recipe was begun there, which can be opened and gone on with. */
  public static boolean isBegun(Path path) {
    return Files.exists(path.resolve(RECORD));
  }

  /**
   * The folder of a recipe that was begun.
   *
   * @throws ClozeException {@link RecipeError#NO_RECIPE}
   */
  public static RecipeFolder open(Path path) {
    RecipeFolder folder = new RecipeFolder(path, false);
    if (!isBegun(path)) {
      throw new ClozeException(
          RecipeError.NO_RECIPE,
          "%s: %s; a folder that 'cloze run' wrote for a recipe belongs there",
          path,
          Files.exists(path) ? "no recipe is there" : "no such folder");
    }
    RecipeRecord begun = folder.read();
    if (begun.format() != RecipeRecord.FORMAT) {
      throw new ClozeException(
          RecipeError.NO_RECIPE,
          "%s: a recipe's folder of format %d, by Cloze %s; this version knows format %d: begin it"
              + " anew",
          path,
          begun.format(),
          begun.cloze(),
          RecipeRecord.FORMAT);
    }
    return folder;
  }

  /**
   * Writes the record of a recipe, after all else that it is begun with; it can be resumed then.
   */
  void begin(RecipeRecord begun) {
    WholeFile.writeJson(path.resolve(RECORD), begun);
  }

  RecipeRecord read() {
    return WholeFile.readJson(path.resolve(RECORD), RecipeRecord.class);
  }

  static void write(Path path, RunFile file) {
    NewFolder.create(path.getParent());
    WholeFile.write(path, writer -> writer.write(OptionsWriter.write(file)));
  }

  static RunFile readRun(Path file) {
    return RunFile.read(file, List.of());
  }

  /** The folder of one seed. */
  Path seed(long seed) {
    return path.resolve("seed-" + seed);
  }

  /**
   * A seed of a recipe.
   *
   * @param wanted which; the first where absent
   * @throws ClozeException {@link RecipeError#UNFINISHED} where the recipe has no such seed
   */
  long seedOf(List<Long> seeds, OptionalLong wanted) {
    if (wanted.isPresent() && !seeds.contains(wanted.getAsLong())) {
      throw new ClozeException(
          RecipeError.UNFINISHED,
          "%s: --seed %d is none of this recipe; it has %s",
          path,
          wanted.getAsLong(),
          Joiner.on(", ").join(seeds));
    }
    return wanted.orElse(seeds.get(0));
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Writes what came out, and as a table. */
  void writeResults(Record result, List<String> table) {
    WholeFile.writeJson(file(RESULTS), result);
    WholeFile.write(file(TABLE), writer -> writer.write(String.join("\n", table) + "\n"));
  }

  /** Takes away a recipe of which nothing was done; an empty folder that was there stays. */
  void takeBack() {
    if (made) {
      RunFolder.clear(path);
      return;
    }
    try (Stream<Path> own = Files.list(path)) {
      own.forEach(RunFolder::clear);
    } catch (IOException e) {
      throw WholeFile.unwritable(path, e);
    }
  }
}
