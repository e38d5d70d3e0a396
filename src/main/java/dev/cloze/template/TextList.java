package dev.cloze.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;

/** Reads a text that may be a list, as a JSON data file holds one. */
final class TextList {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private TextList() {}

  /** The parts of a JSON list of plain values; any other text as the only part. */
  static ImmutableList<String> of(String text) {
    if (!PythonText.stripStart(text, null).startsWith("[")) {
      return ImmutableList.of(text);
    }
    try {
      ImmutableList.Builder<String> parts = ImmutableList.builder();
      for (JsonNode part : JSON.readTree(text)) {
        if (!part.isValueNode()) {
          return ImmutableList.of(text);
        }
        parts.add(part.asText());
      }
      return parts.build();
    } catch (JsonProcessingException notJson) {
      return ImmutableList.of(text);
    }
  }
}
