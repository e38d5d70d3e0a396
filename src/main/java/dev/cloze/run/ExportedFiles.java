package dev.cloze.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.tensor.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an exported model takes over from the one that was trained: its configuration and its
 * tokenizer.
 */
record ExportedFiles(TrainedRun run, NumberFormat format) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIG = "config.json";

  /** Every file that a tokenizer of transformers is kept in. */
  private static final ImmutableList<String> COPIED =
      ImmutableList.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt",
          "vocab.json",
          "merges.txt",
          "spiece.model",
          "sentencepiece.bpe.model",
          "generation_config.json");

  private static final ImmutableMap<NumberFormat, String> DTYPES =
      ImmutableMap.of(
          NumberFormat.F32, "float32",
          NumberFormat.BF16, "bfloat16",
          NumberFormat.F16, "float16");

  void copyTo(Path folder) throws IOException {
    Path model = run.file().model().folder();
    for (String name : COPIED) {
      if (Files.exists(model.resolve(name))) {
        // the bytes alone: a shared model may be read-only, what is exported is the user's
        Files.write(folder.resolve(name), Files.readAllBytes(model.resolve(name)));
      }
    }
    ObjectNode config = (ObjectNode) JSON.readTree(Files.readString(model.resolve(CONFIG)));
    config.remove("dtype"); // the newer name of the same
    config.put("torch_dtype", DTYPES.get(format));
    write(folder.resolve(CONFIG), config);
  }

  /** Writes JSON as people read it. */
  static void write(Path file, ObjectNode content) throws IOException {
    Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
  }

  static ObjectNode node(Map<String, ?> content) {
    return JSON.valueToTree(content);
  }
}
