package dev.cloze.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.template.SpecialToken;
import java.util.Optional;

/** BERT's {@code vocab.txt}, one token a line, as a {@code tokenizer.json} tree. */
final class WordPieceFiles {
  static final String VOCABULARY = "vocab.txt";
  private static final String UNKNOWN = "[UNK]";

  private WordPieceFiles() {}

  static ObjectNode read(TokenizerFiles files) {
    ObjectNode config = files.json(SpecialTokenNames.CONFIG);
    ObjectNode tree = TokenizerTrees.tree();
    ObjectNode normalizer = TokenizerTrees.part("BertNormalizer");
    normalizer.put("clean_text", true);
    normalizer.put("handle_chinese_chars", config.path("tokenize_chinese_chars").asBoolean(true));
    JsonNode strip = config.path("strip_accents");
    if (strip.isBoolean()) {
      normalizer.put("strip_accents", strip.booleanValue());
    } else {
      normalizer.putNull("strip_accents"); // as lower case has it
    }
    normalizer.put("lowercase", config.path("do_lower_case").asBoolean(true));
    tree.set("normalizer", normalizer);
    tree.set("pre_tokenizer", TokenizerTrees.part("BertPreTokenizer"));
    ObjectNode model = TokenizerTrees.part("WordPiece");
    tree.set("model", model);
    model.put("continuing_subword_prefix", "##").put("max_input_chars_per_word", 100);
    ObjectNode entries = model.putObject("vocab");
    int id = 0;
    for (String token : files.text(VOCABULARY).lines().toList()) {
      entries.put(token, id++);
    }
    Vocabulary vocabulary = Vocabulary.of(tree);
    SpecialTokenNames names = SpecialTokenNames.read(files, vocabulary.tokens());
    model.put("unk_token", require(files, vocabulary, names.unknown(), UNKNOWN).content());
    tree.set(
        "post_processor",
        TokenizerTrees.around(
            Optional.of(require(files, vocabulary, names.of(SpecialToken.CLS), "[CLS]")),
            Optional.of(require(files, vocabulary, names.of(SpecialToken.SEP), "[SEP]")),
            vocabulary));
    tree.set("decoder", TokenizerTrees.part("WordPiece").put("prefix", "##").put("cleanup", true));
    return tree;
  }

  private static AddedToken require(
      TokenizerFiles files, Vocabulary vocabulary, Optional<AddedToken> named, String usual) {
    AddedToken token = named.orElseGet(() -> AddedToken.special(usual));
    if (vocabulary.id(token.content()).isEmpty()) {
      throw files.invalid(
          VOCABULARY,
          "found %d tokens, but not %s; BERT's vocabulary has one token a line, this one among them"
              .formatted(vocabulary.size(), token.content()));
    }
    return token;
  }
}
