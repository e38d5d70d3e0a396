package dev.cloze.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.primitives.Doubles;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the axes of a sweep file, and finds what cannot be varied. */
final class AxisReader {
  private static final String CHOICE = "template.choice";
  private static final String ALL = "all";
  private static final ImmutableSet<String> SEEDS =
      ImmutableSet.of("seed", "seeds", "data.few_shot.seed");

  private final Setting.Mapping run;

  /** A reader of axes that are laid over a run file. */
  AxisReader(Setting.Mapping run) {
    this.run = run;
  }

  /** Reads the axes in their order. */
  ImmutableList<Axis> read(Setting.Mapping axes) {
    ImmutableList<Axis> read =
        axes.entries().entrySet().stream()
            .map(entry -> axis(entry.getKey(), entry.getValue()))
            .collect(toImmutableList());
    for (int i = 0; i < read.size(); i++) {
      requireOtherKeys(read.get(i), read.subList(0, i));
    }
    return read;
  }

  private Axis axis(String name, Setting setting) {
    Axis axis = new Axis(name, values(name, setting), setting.origin());
    if (axis.values().isEmpty()) {
      throw noValues(
          name, setting, "a list belongs there, such as [1, 2], or names with keys and values");
    }
    Set<String> names = new HashSet<>();
    for (Axis.Value value : axis.values()) {
      if (!names.add(value.name())) {
        throw new ClozeException(
            SweepError.SAME_KEY,
            "%s: axes.%s: found the value '%s' twice; each stands there once",
            setting.origin().place(),
            name,
            value.text());
      }
    }
    for (String key : axis.keys()) {
      requireNoSeed(axis, key);
    }
    return axis;
  }

  private ImmutableList<Axis.Value> values(String name, Setting setting) {
    if (setting instanceof Setting.Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> named(name, entry))
          .collect(toImmutableList());
    } else if (setting instanceof Setting.Sequence sequence) {
      return sequence.items().stream().map(item -> single(name, item)).collect(toImmutableList());
    } else if (setting instanceof Setting.Scalar scalar) {
      return name.equals(CHOICE) && scalar.text().equals(ALL)
          ? everyTemplate(scalar)
          : ImmutableList.of(single(name, scalar));
    }
    return ImmutableList.of();
  }

  /** A value with a name: several keys set together, or the axis' own key. */
  private static Axis.Value named(String axis, Map.Entry<String, Setting> entry) {
    Setting value = entry.getValue();
    if (value instanceof Setting.Absent) {
      return new Axis.Value(entry.getKey(), entry.getKey(), ImmutableMap.of());
    }
    boolean own = !(value instanceof Setting.Mapping);
    return new Axis.Value(
        entry.getKey(),
        value instanceof Setting.Scalar scalar ? scalar.text() : entry.getKey(),
        own ? ImmutableMap.of(axis, value) : ((Setting.Mapping) value).entries());
  }

  private static Axis.Value single(String axis, Setting value) {
    String text = shown(value);
    boolean bare = Doubles.tryParse(text) != null || text.equals("true") || text.equals("false");
    String key = Iterables.getLast(Splitter.on('.').split(axis));
    return new Axis.Value(
        bare || value instanceof Setting.Absent ? key + " " + text : text,
        text,
        ImmutableMap.of(axis, value));
  }

  private ImmutableList<Axis.Value> everyTemplate(Setting.Scalar all) {
    List<String> lines = TemplateLines.of(run, all);
    ImmutableList.Builder<Axis.Value> values = ImmutableList.builder();
    for (int line = 0; line < lines.size(); line++) {
      if (!lines.get(line).isBlank()) {
        values.add(single(CHOICE, new Setting.Scalar(Integer.toString(line), all.origin())));
      }
    }
    return values.build();
  }

  private static String shown(Setting value) {
    if (value instanceof Setting.Scalar scalar) {
      return scalar.text();
    } else if (value instanceof Setting.Sequence sequence) {
      return sequence.items().stream()
          .map(AxisReader::shown)
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Setting.Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> entry.getKey() + ": " + shown(entry.getValue()))
          .collect(Collectors.joining(", "));
    }
    return "default";
  }

  private static void requireNoSeed(Axis axis, String key) {
    if (SEEDS.contains(key)) {
      throw new ClozeException(
          SweepError.BAD_SEEDS,
          "%s: axes.%s: found the key '%s'; seeds stand under 'seeds', as {data: [13, 21],"
              + " training: [1, 2]}",
          axis.origin().place(),
          axis.name(),
          key);
    }
  }

  private static void requireOtherKeys(Axis axis, List<Axis> before) {
    for (Axis other : before) {
      for (String key : axis.keys()) {
        for (String taken : other.keys()) {
          if ((key + ".").startsWith(taken + ".") || (taken + ".").startsWith(key + ".")) {
            throw new ClozeException(
                SweepError.SAME_KEY,
                "%s: axes.%s: sets '%s', and axes.%s sets '%s'; one axis may set a key",
                axis.origin().place(),
                axis.name(),
                key,
                other.name(),
                taken);
          }
        }
      }
    }
  }

  static ClozeException noValues(String axis, Setting found, String right) {
    return new ClozeException(
        SweepError.NO_VALUES,
        "%s: axes.%s: found no values; %s",
        found.origin().place(),
        axis,
        right);
  }
}
