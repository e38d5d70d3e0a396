package dev.cloze.tokenize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    Path file = folder.resolve(name);
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new ClozeException(
              TokenizeError.NOT_UTF8, "%s: found bytes that are not UTF-8; save it as UTF-8", file)
          .causedBy(e);
    } catch (IOException e) {
      throw new ClozeException(
              TokenizeError.INVALID_FILE, "%s: cannot be read: %s", file, e.getMessage())
          .causedBy(e);
    }
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
