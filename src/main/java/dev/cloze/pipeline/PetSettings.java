package dev.cloze.pipeline;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.BaseError;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import java.util.List;
import java.util.Optional;

/**
 * What the section of PET and iPET says.
 *
 * @param members the settings that each member lays over those of the file, by its name, at least
 *     one member
 * @param distil the settings that the distilled classifier lays over them; absent where nothing is
 *     distilled
 */
record PetSettings(
    ImmutableMap<String, Setting.Mapping> members,
    Optional<Setting.Mapping> distil,
    PetOptions options) {
  private static final String MEMBERS = "members";
  static final String DISTIL = "distil";
  private static final String GENERATIONS = "generations";
  private static final String USUAL_GENERATIONS = "3";

  /**
   * Reads the section of a recipe.
   *
   * @throws ClozeException with a code of {@link BaseError}; {@link RecipeError#NO_MEMBERS}
   */
  static PetSettings of(RecipeFile file) {
    Setting.Mapping recipe = file.section();
    return new PetSettings(
        members(recipe), distil(recipe), Options.bind(rest(recipe, file.kind()), PetOptions.class));
  }

  private static ImmutableMap<String, Setting.Mapping> members(Setting.Mapping recipe) {
    if (!(recipe.entries().get(MEMBERS) instanceof Setting.Mapping given)
        || given.entries().isEmpty()) {
      throw new ClozeException(
          RecipeError.NO_MEMBERS,
          "%s: recipe.members: found none; a name for each pattern belongs there, with the"
              + " settings that it lays over the file's, such as 'news: {template.choice: 1}'",
          recipe.origin().place());
    }
    ImmutableMap.Builder<String, Setting.Mapping> members = ImmutableMap.builder();
    given
        .entries()
        .forEach((name, setting) -> members.put(checked(name, given), over(name, setting)));
    return members.buildOrThrow();
  }

  /** A member's name is that of a folder. */
  private static String checked(String name, Setting.Mapping members) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
      throw new ClozeException(
          BaseError.REFUSED_VALUE,
          "%s: recipe.members: found the name '%s'; letters, digits, '-' and '_' belong there, for"
              + " it names a folder",
          members.origin().place(),
          name);
    }
    return name;
  }

  private static Setting.Mapping over(String name, Setting setting) {
    if (setting instanceof Setting.Mapping mapping) {
      return mapping;
    } else if (setting instanceof Setting.Absent absent) {
      return new Setting.Mapping(ImmutableMap.of(), absent.origin());
    }
    throw new ClozeException(
        BaseError.WRONG_TYPE,
        "%s: recipe.%s: found %s; keys of the run file with values belong there",
        setting.origin().place(),
        name,
        setting.describe());
  }

  /** What is not said is the default; {@code false} distils nothing. */
  private static Optional<Setting.Mapping> distil(Setting.Mapping recipe) {
    Setting given = recipe.entries().get(DISTIL);
    if (given instanceof Setting.Scalar scalar && scalar.text().equals("false")) {
      return Optional.empty();
    }
    return Optional.of(
        given == null
            ? new Setting.Mapping(ImmutableMap.of(), recipe.origin())
            : over(DISTIL, given));
  }

  private static Setting.Mapping rest(Setting.Mapping recipe, RecipeFile.Kind kind) {
    Setting.Mapping rest =
        RecipeFile.only(recipe, key -> !ImmutableSet.of(MEMBERS, DISTIL).contains(key));
    return kind == RecipeFile.Kind.IPET && !rest.entries().containsKey(GENERATIONS)
        ? rest.with(List.of(GENERATIONS), new Setting.Scalar(USUAL_GENERATIONS, recipe.origin()))
        : rest;
  }
}
