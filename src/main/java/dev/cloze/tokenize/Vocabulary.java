package dev.cloze.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The tokens of a tokenizer by id and the ids by token; an id that no token has holds null. */
final class Vocabulary {
  private static final int MOST_IDS = 1 << 24;

  private final Map<String, Integer> ids = new HashMap<>();
  private String[] tokens = new String[1 << 10];
  private int size;

  private Vocabulary() {}

  /**
   * The tokens of a {@code tokenizer.json} tree, of its model and those added.
   *
   * @throws IllegalArgumentException where there is no vocabulary, or an id is not a number that an
   *     id can be
   */
  static Vocabulary of(ObjectNode tree) {
    Vocabulary vocabulary = new Vocabulary();
    JsonNode listed = tree.path("model").path("vocab");
    if (listed.isObject()) {
      listed.properties().forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue()));
    } else if (listed.isArray()) {
      for (int id = 0; id < listed.size(); id++) {
        vocabulary.put(listed.path(id).path(0).asText(), id);
      }
    } else {
      throw new IllegalArgumentException("found no vocabulary at model.vocab");
    }
    tree.path("added_tokens")
        .forEach(token -> vocabulary.put(token.path("content").asText(), token.path("id")));
    return vocabulary;
  }

  private void put(String token, JsonNode id) {
    if (!id.isInt() || id.intValue() < 0 || id.intValue() >= MOST_IDS) {
      throw new IllegalArgumentException(
          "token '%s' has the id %s; an id is a whole number from 0 to %d"
              .formatted(token, id.isMissingNode() ? "(none)" : id, MOST_IDS - 1));
    }
    put(token, id.intValue());
  }

  private void put(String token, int id) {
    if (id >= tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(id + 1, tokens.length * 2));
    }
    tokens[id] = token;
    ids.put(token, id);
    size = Math.max(size, id + 1);
  }

  /** The number of ids, that is the highest and one. */
  int size() {
    return size;
  }

  Set<String> tokens() {
    return ids.keySet();
  }

  OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The token, or the id in angle brackets where none has this id. */
  String token(int id) {
    return id >= 0 && id < size && tokens[id] != null ? tokens[id] : "<" + id + ">";
  }
}
