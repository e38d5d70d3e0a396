package dev.cloze.base;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;

/** A node of a settings file as it was written, with the place where it stands. */
public sealed interface Setting {
  /** Where it stands. */
  Origin origin();

  /** What it is, for messages. */
  String describe();

  /**
   * A place in a settings file or on the command line.
   *
   * @param place how messages name it: {@code run.yaml:3:7}, or {@code --set seed}
   * @param folder what relative paths at this place are relative to
   */
  record Origin(String place, Path folder) {}

  /** A single value as it was written. */
  record Scalar(String text, Origin origin) implements Setting {
    @Override
    public String describe() {
      return "'" + text + "'";
    }
  }

  /** Nothing, written as {@code null}, as {@code ~} or by leaving the value out: the default. */
  record Absent(Origin origin) implements Setting {
    @Override
    public String describe() {
      return "nothing";
    }
  }

  /** A list. */
  record Sequence(ImmutableList<Setting> items, Origin origin) implements Setting {
    @Override
    public String describe() {
      return "a list";
    }
  }

  /** Values by key, in the order in which they were written. */
  record Mapping(ImmutableMap<String, Setting> entries, Origin origin) implements Setting {
    @Override
    public String describe() {
      return "keys with values";
    }

    /**
     * The same mapping with another value at a path of keys; what is not a mapping on the way there
     * gives way to one.
     */
    public Mapping with(List<String> path, Setting value) {
      String key = path.get(0);
      List<String> rest = path.subList(1, path.size());
      Setting entry = value;
      if (!rest.isEmpty()) {
        Mapping inner =
            entries.get(key) instanceof Mapping mapping
                ? mapping
                : new Mapping(ImmutableMap.of(), value.origin());
        entry = inner.with(rest, value);
      }
      return new Mapping(
          ImmutableMap.<String, Setting>builder()
              .putAll(entries)
              .put(key, entry)
              .buildKeepingLast(),
          origin);
    }
  }
}
