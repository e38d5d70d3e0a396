package dev.cloze.template;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one soft item says; what is empty was not written.
 *
 * @param words the value of {@code soft}: initial words, or the empty string where the item asks
 *     for a fresh row ({@code None}); nothing where only {@code soft_id} was written
 * @param id the value of {@code soft_id}, at least 1
 * @param duplicate the value of {@code duplicate}, at least 1
 * @param same the value of {@code same}
 * @param front the value of {@code front}
 */
public record SoftUse(
    Optional<String> words,
    Optional<Integer> id,
    Optional<Integer> duplicate,
    Optional<Boolean> same,
    Optional<Boolean> front) {

  /** Refuses null. */
  public SoftUse {
    requireNonNull(words, "words");
    requireNonNull(id, "id");
    requireNonNull(duplicate, "duplicate");
    requireNonNull(same, "same");
    requireNonNull(front, "front");
  }

  /** Positions that stand where the item does. */
  public SoftUse(
      Optional<String> words,
      Optional<Integer> id,
      Optional<Integer> duplicate,
      Optional<Boolean> same) {
    this(words, id, duplicate, same, Optional.empty());
  }

  /** The group that this use defines where it is the first. */
  SoftGroup group(String prefix) {
    String initial = words.filter(text -> !text.isEmpty()).map(text -> prefix + text).orElse("");
    return new SoftGroup(initial, duplicate.orElse(1), same.orElse(false));
  }

  Map<String, Object> content() {
    Map<String, Object> map = new LinkedHashMap<>();
    words.ifPresent(text -> map.put(Key.SOFT.symbol(), text.isEmpty() ? null : text));
    id.ifPresent(value -> map.put(Key.SOFT_ID.symbol(), value));
    duplicate.ifPresent(value -> map.put(Key.DUPLICATE.symbol(), value));
    same.ifPresent(value -> map.put(Key.SAME.symbol(), value));
    front.ifPresent(value -> map.put(Key.FRONT.symbol(), value));
    return Collections.unmodifiableMap(map);
  }
}
