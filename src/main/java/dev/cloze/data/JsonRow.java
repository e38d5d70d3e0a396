package dev.cloze.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import dev.cloze.base.ClozeException;
import java.util.Optional;
import java.util.stream.Collectors;

/** A row that is a JSON object. A dotted column reaches into an object within it. */
record JsonRow(String place, long number, ObjectNode object) implements Row {
  private static final Splitter DOTS = Splitter.on('.');

  @Override
  public ImmutableSet<String> columns() {
    return ImmutableSet.copyOf(object.fieldNames());
  }

  @Override
  public boolean has(String column) {
    return !value(column).isMissingNode();
  }

  /** A list of words is a text with blanks between them. */
  @Override
  public Optional<String> text(String column) {
    JsonNode value = value(column);
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    } else if (value.isValueNode()) {
      return Optional.of(value.asText());
    } else if (value.isArray() && Streams.stream(value).allMatch(JsonNode::isTextual)) {
      return Optional.of(
          Streams.stream(value).map(JsonNode::asText).collect(Collectors.joining(" ")));
    }
    throw new ClozeException(
        DataError.WRONG_VALUE,
        "%s: the column '%s' holds %s; a text, a number, true or false, or a list of words belongs"
            + " there",
        place,
        column,
        value.isArray() ? "a list" : "an object with " + String.join(", ", names(value)));
  }

  @Override
  public Optional<String> fact(String column) {
    return json(column).map(value -> value.isValueNode() ? value.asText() : value.toString());
  }

  /** What is in a column, whatever it is, or empty where there is nothing. */
  Optional<JsonNode> json(String column) {
    JsonNode value = value(column);
    return value.isNull() || value.isMissingNode() ? Optional.empty() : Optional.of(value);
  }

  private static ImmutableSet<String> names(JsonNode value) {
    return ImmutableSet.copyOf(value.fieldNames());
  }

  private JsonNode value(String column) {
    if (object.has(column)) {
      return object.get(column);
    }
    JsonNode value = object;
    for (String step : DOTS.split(column)) {
      value = value.isObject() && value.has(step) ? value.get(step) : MissingNode.getInstance();
    }
    return value;
  }
}
