package dev.cloze.tokenize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.base.ClozeException;
import dev.cloze.base.StrictText;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the files of a model folder, naming the file in every error.
 *
 * @param folder the model folder
 */
record TokenizerFiles(Path folder) {

  boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  String text(String name) {
    return StrictText.read(
        folder.resolve(name), TokenizeError.INVALID_FILE, TokenizeError.NOT_UTF8);
  }

  /** The JSON object in the file; an empty one where there is no such file. */
  ObjectNode json(String name) {
    return has(name) ? parse(name, text(name)) : JsonNodeFactory.instance.objectNode();
  }

  ObjectNode parse(String name, String text) {
    try {
      JsonNode tree = new ObjectMapper().readTree(text);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw invalid(name, "expected a JSON object in braces, found other JSON");
    } catch (JsonProcessingException e) {
      throw invalid(
              name,
              "expected JSON, found at line %d column %d: %s"
                  .formatted(
                      e.getLocation().getLineNr(),
                      e.getLocation().getColumnNr(),
                      e.getOriginalMessage()))
          .causedBy(e);
    }
  }

  ClozeException invalid(String name, String what) {
    return new ClozeException(
        TokenizeError.INVALID_FILE, "%s: %s", folder.resolve(name).toString(), what);
  }
}
