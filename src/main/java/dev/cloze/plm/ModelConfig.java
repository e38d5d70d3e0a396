package dev.cloze.plm;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.NotJson;
import dev.cloze.base.StrictText;
import dev.cloze.tensor.Activation;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Hugging Face {@code config.json}, read with a say for every field. */
final class ModelConfig {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final JsonNode fields;

  private ModelConfig(Path file, JsonNode fields) {
    this.file = file;
    this.fields = fields;
  }

  static ModelConfig read(Path folder) {
    Path file = folder.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      throw new ClozeException(
          ModelError.NO_CONFIG,
          "%s: %s; a model is a folder with config.json, model.safetensors and a tokenizer",
          folder,
          Files.isDirectory(folder) ? "no config.json in it" : "no such folder");
    }
    String text = StrictText.read(file, ModelError.NO_CONFIG, ModelError.UNREADABLE_CONFIG);
    try {
      JsonNode fields = JSON.readTree(text);
      if (!fields.isObject()) {
        throw new ClozeException(
            ModelError.UNREADABLE_CONFIG,
            "%s: found %s; a JSON object belongs there",
            file,
            fields.isMissingNode() ? "nothing" : fields.getNodeType());
      }
      return new ModelConfig(file, fields);
    } catch (JacksonException e) {
      throw NotJson.in(file, ModelError.UNREADABLE_CONFIG, e);
    }
  }

  Path file() {
    return file;
  }

  String modelType() {
    JsonNode type = fields.path("model_type");
    if (!type.isTextual()) {
      throw bad("model_type", "the name of an architecture");
    }
    return type.textValue();
  }

  /** A whole number above 0. */
  int positive(String field) {
    JsonNode value = fields.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() <= 0) {
      throw bad(field, "a whole number above 0");
    }
    return value.intValue();
  }

  /** A whole number above 0, or {@code otherwise} where the field is absent or null. */
  int positive(String field, int otherwise) {
    return fields.hasNonNull(field) ? positive(field) : otherwise;
  }

  /** A token's number, or {@code otherwise} where the field is absent or null. */
  int token(String field, int otherwise) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || value.intValue() < 0) {
      throw bad(field, "a whole number from 0");
    }
    return value.intValue();
  }

  /** A share from 0 up to 1, or {@code otherwise} where the field is absent. */
  double share(String field, double otherwise) {
    double value = number(field, otherwise);
    if (value < 0 || value >= 1) {
      throw bad(field, "a number from 0 up to 1");
    }
    return value;
  }

  /** A number above 0, or {@code otherwise} where the field is absent. */
  double epsilon(String field, double otherwise) {
    double value = number(field, otherwise);
    if (!(value > 0)) {
      throw bad(field, "a number above 0");
    }
    return value;
  }

  private double number(String field, double otherwise) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw bad(field, "a number");
    }
    return value.doubleValue();
  }

  boolean flag(String field, boolean otherwise) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw bad(field, "true or false");
    }
    return value.booleanValue();
  }

  Activation activation(String field, Activation otherwise) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    return Activation.named(value.asText())
        .orElseThrow(
            () ->
                new ClozeException(
                    ModelError.UNSUPPORTED_ACTIVATION,
                    "%s: %s is '%s'; supported: %s",
                    file,
                    field,
                    value.asText(),
                    String.join(", ", Activation.names())));
  }

  /** Whether the head's map to the vocabulary is the embedding table itself. */
  boolean tied() {
    return flag("tie_word_embeddings", true);
  }

  /** Refuses a variant of the architecture that would compute something else. */
  void requireFlag(String field, boolean wanted) {
    if (flag(field, wanted) != wanted) {
      throw variant(field, Boolean.toString(!wanted), Boolean.toString(wanted));
    }
  }

  /** Refuses a variant of the architecture that would compute something else. */
  void requireText(String field, String wanted) {
    String found = fields.hasNonNull(field) ? fields.get(field).asText() : wanted;
    if (!found.equals(wanted)) {
      throw variant(field, found, wanted);
    }
  }

  /** The size of one head; the heads must share the hidden size evenly. */
  int headSize(String hiddenField, String headsField) {
    int hidden = positive(hiddenField);
    int heads = positive(headsField);
    if (hidden % heads != 0) {
      throw bad(headsField, "a divisor of " + hiddenField + " (" + hidden + ")");
    }
    return hidden / heads;
  }

  private ClozeException variant(String field, String found, String wanted) {
    return new ClozeException(
        ModelError.UNSUPPORTED_VARIANT,
        "%s: %s is %s; supported is %s",
        file,
        field,
        found,
        wanted);
  }

  private ClozeException bad(String field, String wanted) {
    JsonNode value = fields.path(field);
    return new ClozeException(
        ModelError.BAD_FIELD,
        "%s: %s is %s; %s belongs there",
        file,
        field,
        value.isMissingNode() ? "missing" : value.toString(),
        wanted);
  }

  ClozeException unsupported(ImmutableList<String> supported) {
    return new ClozeException(
        ModelError.UNSUPPORTED_TYPE,
        "%s: model_type is '%s'; supported: %s",
        file,
        modelType(),
        String.join(", ", supported));
  }
}
