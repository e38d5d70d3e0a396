package dev.cloze.template;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What every piece has beside its content.
 *
 * @param prefix what is put in front of the piece's text: a space where spaces stood before it,
 *     else nothing; or what {@code add_prefix_space} says
 * @param shortenable the option {@code shortenable} where it was written
 * @param key the trained positions in front of the piece, where it has a {@code soft_key}
 */
public record Frame(String prefix, Optional<Boolean> shortenable, Optional<SoftKey> key) {

  /** Refuses null. */
  public Frame {
    requireNonNull(prefix, "prefix");
    requireNonNull(shortenable, "shortenable");
    requireNonNull(key, "key");
  }

  /** A frame without a key. */
  public Frame(String prefix, Optional<Boolean> shortenable) {
    this(prefix, shortenable, Optional.empty());
  }

  /** A frame without options. */
  public static Frame of(String prefix) {
    return new Frame(prefix, Optional.empty());
  }

  /** The options as written, without the prefix. */
  Map<String, Object> content() {
    Map<String, Object> map = new LinkedHashMap<>();
    key.ifPresent(soft -> map.put(Key.SOFT_KEY.symbol(), soft.words()));
    key.flatMap(SoftKey::length).ifPresent(value -> map.put(Key.KEY_LENGTH.symbol(), value));
    shortenable.ifPresent(value -> map.put(Key.SHORTENABLE.symbol(), value));
    return map;
  }

  Frame withPrefix(String text) {
    return new Frame(text, shortenable, key);
  }

  Frame withoutKey() {
    return new Frame(prefix, shortenable);
  }
}
