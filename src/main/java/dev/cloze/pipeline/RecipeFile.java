package dev.cloze.pipeline;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.cloze.base.BaseError;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.base.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A recipe as a YAML file says it: a run file with a section {@code recipe}; {@code
 * docs/recipes.md} shows every key.
 *
 * @param run the settings that all runs of the recipe have in common
 * @param section what the section says beside its kind, which the recipe of that kind reads
 */
public record RecipeFile(Setting.Mapping run, Kind kind, Setting.Mapping section) {
  /** The section that makes a run file a recipe. */
  public static final String SECTION = "recipe";

  private static final String KIND = "kind";

  /** Which recipe. */
  public enum Kind {
    /** Pattern-exploiting training. */
    PET,
    /** The same in generations. */
    IPET,
    /** Label words that are ranked by training with them, and a grid of hyperparameters. */
    LM_BFF
  }

  /** Whether a file is a recipe's, and not a plain run file. */
  public static boolean isOne(Path file) {
    return Yaml.read(file).entries().containsKey(SECTION);
  }

  /**
   * Reads a recipe; what its section says beside the kind is looked at when it is begun.
   *
   * @param overrides {@code key=value} settings that are laid over the file's, such as {@code
   *     recipe.repetitions=1}
   * @throws ClozeException with a code of {@link BaseError}
   */
  public static RecipeFile read(Path file, List<String> overrides) {
    Setting.Mapping settings = Yaml.read(file, overrides);
    if (!(settings.entries().get(SECTION) instanceof Setting.Mapping recipe)) {
      throw new ClozeException(
          BaseError.MISSING_KEY,
          "%s: the key 'recipe' is missing; a section with a kind belongs there",
          settings.origin().place());
    }
    return new RecipeFile(
        only(settings, key -> !key.equals(SECTION)),
        Options.bind(only(recipe, KIND::equals), Named.class).kind(),
        only(recipe, key -> !key.equals(KIND)));
  }

  /** What says which recipe. */
  private record Named(Kind kind) {}

  static Setting.Mapping only(Setting.Mapping settings, Predicate<String> keys) {
    return new Setting.Mapping(
        ImmutableMap.copyOf(Maps.filterKeys(settings.entries(), keys::test)), settings.origin());
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
