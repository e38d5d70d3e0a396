package dev.cloze.tokenize;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;

/** Parts of a {@code tokenizer.json} tree that more than one kind of tokenizer has. */
final class TokenizerTrees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TokenizerTrees() {}

  /** An empty tree of the version that the library reads. */
  static ObjectNode tree() {
    ObjectNode tree = NODES.objectNode().put("version", "1.0");
    tree.putNull("truncation");
    tree.putNull("padding");
    tree.putArray("added_tokens");
    tree.putNull("normalizer");
    return tree;
  }

  /** A part that says no more than its type. */
  static ObjectNode part(String type) {
    return NODES.objectNode().put("type", type);
  }

  /** What puts special tokens around one text. */
  static ObjectNode around(
      Optional<AddedToken> before, Optional<AddedToken> after, Vocabulary vocabulary) {
    ObjectNode processor = part("TemplateProcessing");
    ArrayNode single = processor.putArray("single");
    ArrayNode pair = processor.putArray("pair");
    ObjectNode tokens = NODES.objectNode();
    before.ifPresent(token -> place(token, single, pair, tokens, vocabulary));
    single.add(sequence("A"));
    pair.add(sequence("A"));
    pair.add(sequence("B"));
    after.ifPresent(token -> place(token, single, pair, tokens, vocabulary));
    processor.set("special_tokens", tokens);
    return processor;
  }

  private static ObjectNode sequence(String name) {
    ObjectNode node = NODES.objectNode();
    node.putObject("Sequence").put("id", name).put("type_id", 0);
    return node;
  }

  private static void place(
      AddedToken token,
      ArrayNode single,
      ArrayNode pair,
      ObjectNode tokens,
      Vocabulary vocabulary) {
    ObjectNode node = NODES.objectNode();
    node.putObject("SpecialToken").put("id", token.content()).put("type_id", 0);
    single.add(node);
    pair.add(node.deepCopy());
    ObjectNode entry = tokens.putObject(token.content()).put("id", token.content());
    entry.putArray("ids").add(vocabulary.id(token.content()).orElseThrow());
    entry.putArray("tokens").add(token.content());
  }

  /**
   * Lists a token among the added ones, so that it is found whole in a text.
   *
   * @return whether the tree has changed: a token without an id, or one that is listed, changes
   *     nothing
   */
  static boolean list(ObjectNode tree, AddedToken token, OptionalInt id) {
    ArrayNode listed = tree.withArrayProperty("added_tokens");
    boolean known = id.isEmpty();
    for (int i = 0; i < listed.size() && !known; i++) {
      known = listed.path(i).path("content").asText().equals(token.content());
    }
    if (!known) {
      listed.add(token.json(id.getAsInt()));
    }
    return !known;
  }
}
