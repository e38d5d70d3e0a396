package dev.cloze.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.base.ClozeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a model folder says of its tokenizer, in one form whichever files it has.
 *
 * @param json the text of a {@code tokenizer.json}
 * @param file the file that the vocabulary came from, for messages
 * @param vocabulary all tokens, the added ones too
 * @param names which token plays which part
 * @param modelUnknown the token that the tokenizer's model has for what it does not know
 * @param maxLength the length that {@code tokenizer_config.json} gives the model
 */
record TokenizerFolder(
    String json,
    Path file,
    Vocabulary vocabulary,
    SpecialTokenNames names,
    OptionalInt modelUnknown,
    OptionalInt maxLength) {
  private static final String TOKENIZER = "tokenizer.json";

  static TokenizerFolder read(Path folder) {
    TokenizerFiles files = new TokenizerFiles(folder);
    String source = source(files);
    try {
      return read(files, source);
    } catch (IllegalArgumentException e) {
      throw files.invalid(source, e.getMessage()).causedBy(e);
    }
  }

  private static String source(TokenizerFiles files) {
    if (files.has(TOKENIZER)) {
      return TOKENIZER;
    } else if (files.has(ByteLevelFiles.VOCABULARY) && files.has(ByteLevelFiles.MERGES)) {
      return ByteLevelFiles.VOCABULARY;
    } else if (files.has(WordPieceFiles.VOCABULARY)) {
      return WordPieceFiles.VOCABULARY;
    }
    throw new ClozeException(
        TokenizeError.NO_FILES,
        "%s: found no tokenizer; looked for %s, for %s with %s, and for %s",
        files.folder(),
        TOKENIZER,
        ByteLevelFiles.VOCABULARY,
        ByteLevelFiles.MERGES,
        WordPieceFiles.VOCABULARY);
  }

  private static TokenizerFolder read(TokenizerFiles files, String source) {
    String text = source.equals(TOKENIZER) ? files.text(TOKENIZER) : "";
    ObjectNode config = files.json(SpecialTokenNames.CONFIG);
    ObjectNode tree =
        switch (source) {
          case TOKENIZER -> files.parse(TOKENIZER, text);
          case ByteLevelFiles.VOCABULARY -> ByteLevelFiles.read(files);
          default -> WordPieceFiles.read(files);
        };
    boolean changed = !source.equals(TOKENIZER);
    if (changed) {
      listAdded(files, config, tree);
    }
    Vocabulary vocabulary = Vocabulary.of(tree);
    SpecialTokenNames names = SpecialTokenNames.read(files, vocabulary.tokens());
    for (AddedToken token : names.all()) {
      changed |= TokenizerTrees.list(tree, token, vocabulary.id(token.content()));
    }
    return new TokenizerFolder(
        changed ? tree.toString() : text,
        files.folder().resolve(source),
        vocabulary,
        names,
        unknown(tree.path("model"), vocabulary),
        maxLength(config));
  }

  /** Tokens added to a vocabulary after it was made, as the slow tokenizers save them. */
  private static void listAdded(TokenizerFiles files, ObjectNode config, ObjectNode tree) {
    for (Map.Entry<String, JsonNode> entry : files.json("added_tokens.json").properties()) {
      AddedToken token = new AddedToken(entry.getKey(), false, false, false, false);
      TokenizerTrees.list(tree, token, OptionalInt.of(entry.getValue().asInt(-1)));
    }
    for (Map.Entry<String, JsonNode> entry : config.path("added_tokens_decoder").properties()) {
      TokenizerTrees.list(
          tree,
          AddedToken.of(entry.getValue(), false),
          OptionalInt.of(Integer.parseInt(entry.getKey())));
    }
  }

  private static OptionalInt unknown(JsonNode model, Vocabulary vocabulary) {
    JsonNode id = model.path("unk_id"); // Unigram has an id, the others a token
    return id.isInt()
        ? OptionalInt.of(id.intValue())
        : vocabulary.id(model.path("unk_token").asText());
  }

  /** Transformers writes 1e30 where it knows no limit. */
  private static OptionalInt maxLength(ObjectNode config) {
    JsonNode length = config.path("model_max_length");
    return length.canConvertToInt() && length.intValue() > 0
        ? OptionalInt.of(length.intValue())
        : OptionalInt.empty();
  }
}
