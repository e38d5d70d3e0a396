package dev.cloze.tokenize;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes the files of a lower-case WordPiece tokenizer: {@code vocab.txt}, {@code
 * tokenizer_config.json}, {@code special_tokens_map.json} and {@code tokenizer.json}, as BERT's
 * model folders have them.
 */
public final class WordPieceWriter {
  private WordPieceWriter() {}

  /**
   * Writes the files.
   *
   * @param folder an existing folder
   * @param tokens the vocabulary by number, as {@link WordPieceTrainer#train} gives it
   * @param positions the most tokens that the model takes
   * @throws ClozeException {@link TokenizeError#UNWRITABLE_FOLDER}
   */
  public static void write(Path folder, List<String> tokens, int positions) {
    try {
      put(folder, WordPieceFiles.VOCABULARY, String.join("\n", tokens) + "\n");
      ObjectNode names = names();
      put(folder, "special_tokens_map.json", json(names));
      ObjectNode config = JsonNodeFactory.instance.objectNode();
      config.put("tokenizer_class", "BertTokenizer").put("do_lower_case", true);
      config.put("tokenize_chinese_chars", true).putNull("strip_accents");
      config.put("model_max_length", positions).setAll(names);
      put(folder, SpecialTokenNames.CONFIG, json(config));
      ObjectMapper mapper = new ObjectMapper();
      Files.deleteIfExists(folder.resolve("tokenizer.json"));
      ObjectNode tree = (ObjectNode) mapper.readTree(TokenizerFolder.read(folder).json());
      tree.set("post_processor", processor(tokens));
      put(folder, "tokenizer.json", json(tree));
    } catch (IOException e) {
      throw new ClozeException(
              TokenizeError.UNWRITABLE_FOLDER,
              "%s: cannot be written to: %s",
              folder,
              e.getMessage())
          .causedBy(e);
    }
  }

  private static ObjectNode names() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("unk_token", "[UNK]")
        .put("sep_token", "[SEP]")
        .put("pad_token", "[PAD]")
        .put("cls_token", "[CLS]")
        .put("mask_token", "[MASK]");
  }

  /** BERT's own, which knows pairs of texts. */
  private static ObjectNode processor(List<String> tokens) {
    ObjectNode processor = TokenizerTrees.part("BertProcessing");
    ArrayNode sep = processor.putArray("sep");
    sep.add("[SEP]").add(tokens.indexOf("[SEP]"));
    ArrayNode cls = processor.putArray("cls");
    cls.add("[CLS]").add(tokens.indexOf("[CLS]"));
    return processor;
  }

  private static String json(ObjectNode node) {
    return node.toPrettyString() + "\n";
  }

  private static void put(Path folder, String name, String text) throws IOException {
    Path partial = folder.resolve(name + ".partial");
    Files.writeString(partial, text);
    Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
