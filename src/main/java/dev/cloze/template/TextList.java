package dev.cloze.template;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** Reads a text that may be a list, as a JSON data file holds one. */
final class TextList {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private TextList() {}

  /** The parts of a JSON list of plain values; any other text as the only part. */
  static ImmutableList<String> of(String text) {
    return list(text)
        .filter(parts -> parts.stream().allMatch(JsonNode::isValueNode))
        .map(parts -> parts.stream().map(JsonNode::asText).collect(toImmutableList()))
        .orElse(ImmutableList.of(text));
  }

  /** The first part of a JSON list that is neither a text nor a number nor true nor false. */
  static Optional<String> misfit(String text) {
    return list(text).stream()
        .flatMap(ImmutableList::stream)
        .filter(part -> !part.isValueNode() || part.isNull())
        .map(JsonNode::toString)
        .findFirst();
  }

  private static Optional<ImmutableList<JsonNode>> list(String text) {
    if (!PythonText.stripStart(text, null).startsWith("[")) {
      return Optional.empty();
    }
    try {
      return Optional.of(ImmutableList.copyOf(JSON.readTree(text)));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}
