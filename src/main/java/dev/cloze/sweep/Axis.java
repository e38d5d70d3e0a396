package dev.cloze.sweep;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.Setting;

/**
 * What is varied.
 *
 * @param name a key of the run file, or any name where each value says its own keys
 * @param values at least one, each with a name of its own
 */
record Axis(String name, ImmutableList<Value> values, Setting.Origin origin) {
  /**
   * One value.
   *
   * @param name what it is called in tables
   * @param text the value as it was written, where it is a single one; else its name
   * @param keys the settings that are laid over the run file's, by dotted key
   */
  record Value(String name, String text, ImmutableMap<String, Setting> keys) {}

  /** All keys that any value sets. */
  ImmutableSet<String> keys() {
    return values.stream()
        .flatMap(value -> value.keys().keySet().stream())
        .collect(toImmutableSet());
  }
}
