package dev.cloze.tokenize;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.template.SpecialToken;
import java.util.List;
import java.util.Optional;

/**
 * The {@code vocab.json} and {@code merges.txt} of GPT-2 and RoBERTa, as a {@code tokenizer.json}
 * tree. RoBERTa is told from GPT-2 by its {@code <s>} and {@code </s>} in the parts of cls and sep.
 */
final class ByteLevelFiles {
  static final String VOCABULARY = "vocab.json";
  static final String MERGES = "merges.txt";

  private ByteLevelFiles() {}

  static ObjectNode read(TokenizerFiles files) {
    ObjectNode config = files.json(SpecialTokenNames.CONFIG);
    boolean prefixSpace = config.path("add_prefix_space").asBoolean(false);
    ObjectNode tree = TokenizerTrees.tree();
    tree.set("pre_tokenizer", byteLevel(prefixSpace));
    ObjectNode model = TokenizerTrees.part("BPE");
    tree.set("model", model);
    for (String absent : List.of("dropout", "unk_token")) {
      model.putNull(absent);
    }
    model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
    model.put("fuse_unk", false).put("byte_fallback", false);
    model.set("vocab", files.json(VOCABULARY));
    readMerges(files, model.putArray("merges"));
    Vocabulary vocabulary = Vocabulary.of(tree);
    SpecialTokenNames names = SpecialTokenNames.read(files, vocabulary.tokens());
    tree.set("post_processor", processor(config, names, vocabulary));
    tree.set("decoder", byteLevel(prefixSpace));
    return tree;
  }

  private static ObjectNode byteLevel(boolean prefixSpace) {
    return TokenizerTrees.part("ByteLevel")
        .put("add_prefix_space", prefixSpace)
        .put("trim_offsets", true)
        .put("use_regex", true);
  }

  private static void readMerges(TokenizerFiles files, ArrayNode merges) {
    int number = 0;
    for (String line : files.text(MERGES).split("\n", -1)) {
      number++;
      String merge = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      boolean version = number == 1 && merge.startsWith("#version");
      if (merge.isEmpty() || version) {
        continue;
      }
      if (merge.split(" ", -1).length != 2) {
        throw files.invalid(
            MERGES,
            "line %d: found '%s'; a merge is two tokens with a space between"
                .formatted(number, merge));
      }
      merges.add(merge);
    }
  }

  private static ObjectNode processor(
      ObjectNode config, SpecialTokenNames names, Vocabulary vocabulary) {
    Optional<AddedToken> cls = known(names, SpecialToken.CLS, vocabulary);
    Optional<AddedToken> sep = known(names, SpecialToken.SEP, vocabulary);
    if (cls.isPresent() && sep.isPresent()) {
      return TokenizerTrees.around(cls, sep, vocabulary);
    }
    if (config.path("add_bos_token").asBoolean(false)) { // OPT
      return TokenizerTrees.around(
          known(names, SpecialToken.BOS, vocabulary), Optional.empty(), vocabulary);
    }
    return byteLevel(false);
  }

  private static Optional<AddedToken> known(
      SpecialTokenNames names, SpecialToken token, Vocabulary vocabulary) {
    return names.of(token).filter(named -> vocabulary.id(named.content()).isPresent());
  }
}
