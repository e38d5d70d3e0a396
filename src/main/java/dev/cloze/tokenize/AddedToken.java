package dev.cloze.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A token that is taken from the text whole, before the text is normalized and split.
 *
 * @param content the token as it stands in the text
 * @param stripsLeft whether it swallows the spaces in front of it
 * @param stripsRight whether it swallows the spaces behind it
 * @param singleWord whether it must not be part of a longer word
 * @param special whether it is one of the model's special tokens
 */
record AddedToken(
    String content, boolean stripsLeft, boolean stripsRight, boolean singleWord, boolean special) {

  static AddedToken special(String content) {
    return new AddedToken(content, false, false, false, true);
  }

  /** Reads a token that is written as a string, or as an object with flags. */
  static AddedToken of(JsonNode node, boolean special) {
    return node.isTextual()
        ? new AddedToken(node.textValue(), false, false, false, special)
        : new AddedToken(
            node.path("content").asText(),
            node.path("lstrip").asBoolean(false),
            node.path("rstrip").asBoolean(false),
            node.path("single_word").asBoolean(false),
            node.path("special").asBoolean(special));
  }

  /** The token as {@code tokenizer.json} lists it. */
  ObjectNode json(int id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("content", content)
        .put("single_word", singleWord)
        .put("lstrip", stripsLeft)
        .put("rstrip", stripsRight)
        .put("normalized", !special)
        .put("special", special);
  }
}
