package dev.cloze.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.template.SpecialToken;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which token plays which part, by the keys of Hugging Face's files, such as {@code mask_token}.
 *
 * @param byKey the token of each part that is filled
 * @param additional special tokens that play none of the parts
 */
record SpecialTokenNames(
    ImmutableMap<String, AddedToken> byKey, ImmutableList<AddedToken> additional) {
  static final String CONFIG = "tokenizer_config.json";
  private static final String MAP = "special_tokens_map.json";
  private static final String UNKNOWN = "unk_token";

  /** How the model families name their tokens, tried in order where no file says it. */
  private static final ImmutableList<ImmutableMap<String, AddedToken>> CONVENTIONS =
      ImmutableList.of(
          convention(
              "cls", "[CLS]", "sep", "[SEP]", "pad", "[PAD]", "mask", "[MASK]", "unk", "[UNK]"),
          ImmutableMap.<String, AddedToken>builder()
              .putAll(convention("bos", "<s>", "eos", "</s>", "cls", "<s>", "sep", "</s>"))
              .putAll(convention("pad", "<pad>", "unk", "<unk>"))
              .put("mask_token", new AddedToken("<mask>", true, false, false, true))
              .buildOrThrow(),
          convention("bos", "<|endoftext|>", "eos", "<|endoftext|>", "unk", "<|endoftext|>"),
          convention("bos", "<s>", "eos", "</s>", "unk", "<unk>"),
          convention("eos", "</s>", "pad", "<pad>", "unk", "<unk>"));

  /**
   * Reads the names.
   *
   * @param files where {@code special_tokens_map.json} and {@code tokenizer_config.json} may stand;
   *     the first wins, as it does in transformers
   * @param known the tokens of the vocabulary, for a folder in which no file names any token
   */
  static SpecialTokenNames read(TokenizerFiles files, Set<String> known) {
    Map<String, AddedToken> byKey = new LinkedHashMap<>();
    ImmutableList.Builder<AddedToken> additional = ImmutableList.builder();
    for (ObjectNode tree : ImmutableList.of(files.json(CONFIG), files.json(MAP))) {
      for (SpecialToken token : SpecialToken.values()) {
        put(byKey, key(token), tree.path(key(token)));
      }
      put(byKey, UNKNOWN, tree.path(UNKNOWN));
      tree.path("additional_special_tokens")
          .forEach(node -> additional.add(AddedToken.of(node, true)));
    }
    return new SpecialTokenNames(
        byKey.isEmpty() ? conventional(known) : ImmutableMap.copyOf(byKey), additional.build());
  }

  private static void put(Map<String, AddedToken> byKey, String key, JsonNode node) {
    if (node.isTextual() || node.path("content").isTextual()) {
      byKey.put(key, AddedToken.of(node, true));
    }
  }

  private static ImmutableMap<String, AddedToken> conventional(Set<String> known) {
    return CONVENTIONS.stream()
        .filter(names -> names.values().stream().allMatch(name -> known.contains(name.content())))
        .findFirst()
        .orElse(ImmutableMap.of());
  }

  private static ImmutableMap<String, AddedToken> convention(String... partsAndTokens) {
    ImmutableMap.Builder<String, AddedToken> names = ImmutableMap.builder();
    for (int i = 0; i < partsAndTokens.length; i += 2) {
      names.put(partsAndTokens[i] + "_token", AddedToken.special(partsAndTokens[i + 1]));
    }
    return names.buildOrThrow();
  }

  private static String key(SpecialToken token) {
    return token.name().toLowerCase(Locale.ROOT) + "_token";
  }

  Optional<AddedToken> of(SpecialToken token) {
    return Optional.ofNullable(byKey.get(key(token)));
  }

  Optional<AddedToken> unknown() {
    return Optional.ofNullable(byKey.get(UNKNOWN));
  }

  ImmutableList<AddedToken> all() {
    return ImmutableList.<AddedToken>builder().addAll(byKey.values()).addAll(additional).build();
  }
}
