package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.cloze.base.BaseError;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.base.Yaml;
import java.nio.file.Path;
import java.util.List;

/**
 * A sweep as a YAML file says it; {@code docs/sweep.md} shows every key.
 *
 * @param run the settings of the run file that the axes are laid over
 * @param axes what is varied, at least one axis
 */
public record SweepFile(Setting.Mapping run, ImmutableList<Axis> axes, SweepOptions options) {
  private static final String RUN = "run";
  private static final String AXES = "axes";
  private static final ImmutableSet<String> KEYS =
      ImmutableSet.of(RUN, AXES, "rows", "choose", "curve", "seeds", "metric", "ensemble", "out");

  /**
   * Reads a sweep file and the run file that it names.
   *
   * @param overrides {@code key=value} settings that are laid over the file's: {@code
   *     run.training.epochs=3} over those of its run file, {@code axes.model=[a, b]} over an axis
   * @throws ClozeException with a code of {@link BaseError} or {@link SweepError}
   */
  public static SweepFile read(Path file, List<String> overrides) {
    Setting.Mapping settings = Yaml.read(file);
    settings = withRun(settings);
    for (String override : overrides) {
      settings = withRun(override(settings, override));
    }
    requireKnown(settings);
    Setting.Mapping run = mapping(settings, RUN);
    ImmutableList<Axis> axes = new AxisReader(run).read(mapping(settings, AXES));
    if (axes.isEmpty()) {
      throw missing(settings, AXES);
    }
    return new SweepFile(run, axes, Options.bind(rest(settings), SweepOptions.class));
  }

  /** The same with the settings of the run file, where a path stands for them. */
  private static Setting.Mapping withRun(Setting.Mapping settings) {
    if (settings.entries().get(RUN) instanceof Setting.Scalar path && !path.text().isEmpty()) {
      Path file = path.origin().folder().resolve(path.text()).normalize();
      Path here = Path.of("").toAbsolutePath();
      return settings.with(
          List.of(RUN), Yaml.read(file.startsWith(here) ? here.relativize(file) : file));
    }
    return settings;
  }

  private static Setting.Mapping override(Setting.Mapping settings, String override) {
    int equals = override.indexOf('=');
    String key = override.substring(0, Math.max(0, equals)).trim();
    if (key.startsWith(RUN + ".") && settings.entries().get(RUN) instanceof Setting.Mapping run) {
      return settings.with(
          List.of(RUN), Yaml.override(run, override.substring(RUN.length() + 1).stripLeading()));
    } else if (key.startsWith(AXES + ".")) {
      Setting.Origin origin =
          new Setting.Origin("--set " + key, Path.of("").toAbsolutePath().normalize());
      return settings.with(
          List.of(AXES, key.substring(AXES.length() + 1)),
          Yaml.value(override.substring(equals + 1), origin));
    }
    return Yaml.override(settings, override);
  }

  private static void requireKnown(Setting.Mapping settings) {
    settings
        .entries()
        .forEach(
            (key, value) -> {
              if (!KEYS.contains(key)) {
                throw new ClozeException(
                    BaseError.UNKNOWN_KEY,
                    "%s: unknown key '%s'; %s",
                    value.origin().place(),
                    key,
                    Nearest.hint(key, KEYS));
              }
            });
  }

  private static Setting.Mapping mapping(Setting.Mapping settings, String key) {
    Setting setting = settings.entries().get(key);
    if (setting instanceof Setting.Mapping mapping) {
      return mapping;
    } else if (setting == null || setting instanceof Setting.Absent) {
      throw missing(settings, key);
    }
    throw new ClozeException(
        BaseError.WRONG_TYPE,
        "%s: %s: found %s; keys with values belong there",
        setting.origin().place(),
        key,
        setting.describe());
  }

  private static ClozeException missing(Setting.Mapping settings, String key) {
    return key.equals(RUN)
        ? new ClozeException(
            BaseError.MISSING_KEY,
            "%s: the key 'run' is missing; a run file belongs there, or its keys",
            settings.origin().place())
        : new ClozeException(
            SweepError.NO_VALUES,
            "%s: axes: found none; keys of the run file with their values belong there, such as"
                + " 'template.choice: [0, 1]'",
            settings.origin().place());
  }

  private static Setting.Mapping rest(Setting.Mapping settings) {
    return new Setting.Mapping(
        ImmutableMap.copyOf(
            Maps.filterKeys(settings.entries(), key -> !key.equals(RUN) && !key.equals(AXES))),
        settings.origin());
  }
}
