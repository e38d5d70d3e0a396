package dev.cloze.pipeline;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.cloze.base.BaseError;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.base.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A recipe as a YAML file says it: a run file with a section {@code recipe}; {@code
 * docs/recipes.md} shows every key.
 *
 * @param run the settings that all members and the distilled classifier have in common
 * @param members the settings that each member lays over them, by its name, at least one member
 * @param distil the settings that the distilled classifier lays over them; absent where nothing is
 *     distilled
 */
public record RecipeFile(
    Setting.Mapping run,
    Kind kind,
    ImmutableMap<String, Setting.Mapping> members,
    Optional<Setting.Mapping> distil,
    PetOptions options) {
  /** The section that makes a run file a recipe. */
  public static final String SECTION = "recipe";

  private static final String KIND = "kind";
  private static final String MEMBERS = "members";
  private static final String DISTIL = "distil";
  private static final String GENERATIONS = "generations";
  private static final String USUAL_GENERATIONS = "3";

  /** Which recipe. */
  public enum Kind {
    /** Pattern-exploiting training. */
    PET,
    /** The same in generations. */
    IPET
  }

  /** Whether a file is a recipe's, and not a plain run file. */
  public static boolean isOne(Path file) {
    return Yaml.read(file).entries().containsKey(SECTION);
  }

  /**
   * Reads a recipe.
   *
   * @param overrides {@code key=value} settings that are laid over the file's, such as {@code
   *     recipe.repetitions=1}
   * @throws ClozeException with a code of {@link BaseError}; {@link RecipeError#NO_MEMBERS}
   */
  public static RecipeFile read(Path file, List<String> overrides) {
    Setting.Mapping settings = Yaml.read(file, overrides);
    Setting.Mapping run = only(settings, key -> !key.equals(SECTION));
    if (!(settings.entries().get(SECTION) instanceof Setting.Mapping recipe)) {
      throw new ClozeException(
          BaseError.MISSING_KEY,
          "%s: the key 'recipe' is missing; a section with kind and members belongs there",
          settings.origin().place());
    }
    Kind kind = kind(recipe);
    return new RecipeFile(
        run,
        kind,
        members(recipe),
        distil(recipe),
        Options.bind(rest(recipe, kind), PetOptions.class));
  }

  /** What says which recipe. */
  private record Named(Kind kind) {}

  private static Kind kind(Setting.Mapping recipe) {
    return Options.bind(only(recipe, KIND::equals), Named.class).kind();
  }

  private static Setting.Mapping only(Setting.Mapping settings, Predicate<String> keys) {
    return new Setting.Mapping(
        ImmutableMap.copyOf(Maps.filterKeys(settings.entries(), keys::test)), settings.origin());
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

  private static Setting.Mapping rest(Setting.Mapping recipe, Kind kind) {
    Setting.Mapping rest =
        only(recipe, key -> !ImmutableSet.of(KIND, MEMBERS, DISTIL).contains(key));
    return kind == Kind.IPET && !rest.entries().containsKey(GENERATIONS)
        ? rest.with(List.of(GENERATIONS), new Setting.Scalar(USUAL_GENERATIONS, recipe.origin()))
        : rest;
  }

  /**
   * Settings with others laid over them: mappings key by key, anything else as a whole.
   *
   * @param upper its keys may be dotted
   */
  static Setting.Mapping laid(Setting.Mapping lower, Setting.Mapping upper) {
    Setting.Mapping laid = lower;
    for (Map.Entry<String, Setting> entry : upper.entries().entrySet()) {
      List<String> path = Splitter.on('.').splitToList(entry.getKey());
      Setting value = entry.getValue();
      if (value instanceof Setting.Mapping inner && at(laid, path) instanceof Setting.Mapping old) {
        value = laid(old, inner);
      }
      laid = laid.with(path, value);
    }
    return laid;
  }

  /** What stands at a path of keys; absent where nothing does. */
  static Setting at(Setting.Mapping settings, List<String> path) {
    Setting here = settings;
    for (String key : path) {
      if (!(here instanceof Setting.Mapping mapping) || !mapping.entries().containsKey(key)) {
        return new Setting.Absent(settings.origin());
      }
      here = mapping.entries().get(key);
    }
    return here;
  }
}
