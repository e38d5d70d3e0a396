package dev.cloze.template;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;

/** The keys that an item may have. */
enum Key {
  PLACEHOLDER("placeholder"),
  META("meta"),
  SOFT("soft"),
  SOFT_ID("soft_id"),
  MASK("mask"),
  SPECIAL("special"),
  TEXT("text"),
  DEMONSTRATIONS("demonstrations"),
  ENTITY("entity"),
  OF("of"),
  DUPLICATE("duplicate"),
  SAME("same"),
  FRONT("front"),
  SOFT_KEY("soft_key"),
  KEY_LENGTH("key_length"),
  OPTIONAL("optional"),
  BEFORE("before"),
  AFTER("after"),
  JOIN("join"),
  NUMBERED("numbered"),
  BETWEEN("between"),
  LONGEST("longest"),
  POST_PROCESSING("post_processing"),
  SHORTENABLE("shortenable"),
  ADD_PREFIX_SPACE("add_prefix_space");

  private final String symbol;

  Key(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  static Optional<Key> of(String symbol) {
    return Arrays.stream(values()).filter(key -> key.symbol.equals(symbol)).findFirst();
  }

  static ImmutableList<String> symbols() {
    return Arrays.stream(values()).map(Key::symbol).collect(ImmutableList.toImmutableList());
  }
}
