package dev.cloze.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.NotJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A value of a recording, which knows where it stands.
 *
 * @param file the file
 * @param path where in the file, such as {@code cases[3].input_ids}; empty for the whole
 * @param json the value
 */
record RecordedValue(Path file, String path, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a file. */
  static RecordedValue read(Path file) {
    try {
      return new RecordedValue(file, "", JSON.readTree(Files.readAllBytes(file)));
    } catch (JacksonException e) {
      throw NotJson.in(file, FixtureError.BAD_FIXTURE, e);
    } catch (IOException e) {
      throw new ClozeException(
              FixtureError.BAD_FIXTURE, "%s: cannot be read: %s", file, e.getMessage())
          .causedBy(e);
    }
  }

  /** A field that has to be there. */
  RecordedValue at(String field) {
    JsonNode value = json.get(field);
    String inside = path.isEmpty() ? field : path + "." + field;
    if (value == null) {
      throw new ClozeException(
          FixtureError.BAD_FIXTURE, "%s: lacks %s; record it again", file, inside);
    }
    return new RecordedValue(file, inside, value);
  }

  /** The values of a list. */
  ImmutableList<RecordedValue> list() {
    if (!json.isArray()) {
      throw wrong("a list");
    }
    ImmutableList.Builder<RecordedValue> values = ImmutableList.builder();
    for (int i = 0; i < json.size(); i++) {
      values.add(new RecordedValue(file, path + "[" + i + "]", json.get(i)));
    }
    return values.build();
  }

  /** The fields of an object, in their order. */
  ImmutableMap<String, RecordedValue> fields() {
    if (!json.isObject()) {
      throw wrong("an object");
    }
    ImmutableMap.Builder<String, RecordedValue> fields = ImmutableMap.builder();
    json.fieldNames().forEachRemaining(name -> fields.put(name, at(name)));
    return fields.buildOrThrow();
  }

  /** Text. */
  String text() {
    if (!json.isTextual()) {
      throw wrong("text");
    }
    return json.textValue();
  }

  /** A whole number from 1. */
  int positive() {
    if (!json.isInt() || json.intValue() < 1) {
      throw wrong("a whole number from 1");
    }
    return json.intValue();
  }

  /** A list of whole numbers. */
  ImmutableIntArray integers() {
    ImmutableIntArray.Builder integers = ImmutableIntArray.builder();
    for (RecordedValue value : list()) {
      if (!value.json.isInt()) {
        throw value.wrong("a whole number");
      }
      integers.add(value.json.intValue());
    }
    return integers.build();
  }

  /** The numbers of a list, and of the lists in it, one after the other. */
  ImmutableDoubleArray numbers() {
    ImmutableDoubleArray.Builder numbers = ImmutableDoubleArray.builder();
    addTo(numbers);
    return numbers.build();
  }

  private void addTo(ImmutableDoubleArray.Builder numbers) {
    for (RecordedValue value : list()) {
      if (value.json.isArray()) {
        value.addTo(numbers);
      } else if (value.json.isNumber()) {
        numbers.add(value.json.doubleValue());
      } else {
        throw value.wrong("a number");
      }
    }
  }

  /** The error of a value that is not what it should be. */
  ClozeException wrong(String wanted) {
    String found = json.toString();
    return new ClozeException(
        FixtureError.BAD_FIXTURE,
        "%s: %s is %s; %s belongs there",
        file,
        path.isEmpty() ? "the whole" : path,
        found.length() > 60 ? found.substring(0, 60) + "..." : found,
        wanted);
  }
}
