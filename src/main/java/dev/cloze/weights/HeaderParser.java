package dev.cloze.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses the JSON of a safetensors header and checks each tensor by itself. */
final class HeaderParser {
  static final String METADATA = "__metadata__";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  private final Path file;
  private final Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
  private ImmutableMap<String, String> metadata;

  HeaderParser(Path file) {
    this.file = file;
  }

  /** The tensors, in the order of their bytes. */
  ImmutableList<Safetensors.Entry> entries() {
    return ImmutableList.sortedCopyOf(Header.byPosition(), entries.values());
  }

  ImmutableMap<String, String> metadata() {
    return metadata == null ? ImmutableMap.of() : metadata;
  }

  void parse(byte[] json) throws IOException {
    try (JsonParser parser = MAPPER.createParser(text(json))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw bad("it does not begin with '{'");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        JsonNode value = MAPPER.readTree(parser);
        if (name.equals(METADATA)) {
          addMetadata(value);
        } else {
          addTensor(name, value);
        }
      }
      if (parser.nextToken() != null) {
        throw bad("text follows its closing '}'");
      }
    } catch (JsonProcessingException e) {
      throw bad("it is not JSON: " + e.getOriginalMessage()).causedBy(e);
    }
  }

  private String text(byte[] json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw bad("it is not UTF-8").causedBy(e);
    }
  }

  private void addMetadata(JsonNode value) {
    if (metadata != null) {
      throw bad("it holds " + METADATA + " twice");
    }
    ImmutableMap.Builder<String, String> texts = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      if (!property.getValue().isTextual()) {
        throw bad(
            "the value of %s in %s is not a text"
                .formatted(Quote.name(property.getKey()), METADATA));
      }
      texts.put(property.getKey(), property.getValue().textValue());
    }
    if (!value.isObject()) {
      throw bad(METADATA + " is not an object");
    }
    metadata = texts.buildOrThrow();
  }

  private void addTensor(String name, JsonNode value) {
    Dtype dtype = dtype(name, value.path("dtype"));
    ImmutableLongArray shape = shape(name, value.path("shape"));
    long[] offsets = numbers(name, "data_offsets", value.path("data_offsets"));
    if (offsets.length != 2) {
      throw malformed(name, "data_offsets");
    }
    requireLength(name, dtype, shape, offsets);
    Safetensors.Entry entry = new Safetensors.Entry(name, dtype, shape, offsets[0], offsets[1]);
    if (entries.put(name, entry) != null) {
      throw new ClozeException(
          WeightsError.DUPLICATE_TENSOR,
          "%s: the header lists tensor %s twice",
          file,
          Quote.name(name));
    }
  }

  private Dtype dtype(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw malformed(name, "dtype");
    }
    List<String> known = Arrays.stream(Dtype.values()).map(Dtype::name).toList();
    return Dtype.named(value.textValue())
        .orElseThrow(
            () ->
                new ClozeException(
                    WeightsError.UNKNOWN_DTYPE,
                    "%s: tensor %s has the unknown dtype %s; %s",
                    file,
                    Quote.name(name),
                    Quote.name(value.textValue()),
                    Nearest.hint(value.textValue(), known)));
  }

  private ImmutableLongArray shape(String name, JsonNode value) {
    ImmutableLongArray shape = ImmutableLongArray.copyOf(numbers(name, "shape", value));
    if (shape.stream().anyMatch(length -> length < 0)) {
      throw new ClozeException(
          WeightsError.BAD_SHAPE,
          "%s: tensor %s has the shape %s; no axis can be negative",
          file,
          Quote.name(name),
          Quote.shape(shape));
    }
    return shape;
  }

  private long[] numbers(String name, String property, JsonNode value) {
    if (!value.isArray()) {
      throw malformed(name, property);
    }
    long[] numbers = new long[value.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = value.get(i);
      if (!number.isIntegralNumber()) {
        throw malformed(name, property);
      }
      if (!number.canConvertToLong()) {
        throw new ClozeException(
            property.equals("shape") ? WeightsError.BAD_SHAPE : WeightsError.BAD_OFFSETS,
            "%s: tensor %s has %s in its %s; the largest number possible is %d",
            file,
            Quote.name(name),
            Quote.name(number.asText()),
            property,
            Long.MAX_VALUE);
      }
      numbers[i] = number.longValue();
    }
    return numbers;
  }

  private void requireLength(String name, Dtype dtype, ImmutableLongArray shape, long[] offsets) {
    long bits = bits(name, dtype, shape);
    if (offsets[0] < 0 || offsets[1] < offsets[0]) {
      throw new ClozeException(
          WeightsError.BAD_OFFSETS,
          "%s: tensor %s goes from byte %d to %d; the end must not lie before the beginning",
          file,
          Quote.name(name),
          offsets[0],
          offsets[1]);
    }
    if (bits % 8 != 0 || bits / 8 != offsets[1] - offsets[0]) {
      throw new ClozeException(
          WeightsError.BAD_OFFSETS,
          "%s: tensor %s has %d bytes; %s of shape %s needs %d bits",
          file,
          Quote.name(name),
          offsets[1] - offsets[0],
          dtype,
          Quote.shape(shape),
          bits);
    }
  }

  private long bits(String name, Dtype dtype, ImmutableLongArray shape) {
    try {
      long bits = dtype.bits();
      long strides = 1;
      for (int axis = 0; axis < shape.length(); axis++) {
        bits = Math.multiplyExact(bits, shape.get(axis));
        strides = Math.multiplyExact(strides, Math.max(1, shape.get(axis)));
      }
      return bits;
    } catch (ArithmeticException e) {
      throw new ClozeException(
              WeightsError.BAD_SHAPE,
              "%s: tensor %s has the shape %s, whose product is beyond 2^63 bits",
              file,
              Quote.name(name),
              Quote.shape(shape))
          .causedBy(e);
    }
  }

  private ClozeException malformed(String name, String property) {
    String expected =
        switch (property) {
          case "dtype" -> "a text";
          case "shape" -> "an array of whole numbers";
          default -> "an array of two whole numbers";
        };
    return bad("%s of tensor %s is not %s".formatted(property, Quote.name(name), expected));
  }

  private ClozeException bad(String reason) {
    return new ClozeException(
        WeightsError.BAD_HEADER, "%s: its header is damaged: %s", file, Quote.line(reason));
  }
}
