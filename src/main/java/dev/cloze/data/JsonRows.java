package dev.cloze.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloze.base.ClozeException;
import java.util.Optional;

/** A JSON object a line. Blank lines are passed over. */
record JsonRows(LineReader lines, DataSource source) implements RowReader {
  // numbers stay as they are written: a label 1.10 is not 1.1
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  @Override
  public Optional<Row> next() {
    Optional<String> line = lines.next();
    while (line.isPresent() && line.get().isBlank()) {
      line = lines.next();
    }
    String place = source.name() + ":" + lines.number();
    return line.map(text -> new JsonRow(place, lines.number(), object(text, place)));
  }

  @Override
  public void close() {
    lines.close();
  }

  /** The object that a line holds. */
  static ObjectNode object(String line, String place) {
    try {
      JsonNode read = JSON.readTree(line);
      if (read instanceof ObjectNode object) {
        return object;
      }
      throw new ClozeException(
          DataError.BAD_JSON,
          "%s: found %s; one JSON object belongs on each line, such as {\"text\": \"...\","
              + " \"label\": 0}",
          place,
          read.asToken() == JsonToken.START_ARRAY ? "a list" : "a single value");
    } catch (JsonEOFException e) {
      throw new ClozeException(
              DataError.BAD_JSON,
              "%s: the JSON does not end on this line; each line of JSONL is one whole object",
              place)
          .causedBy(e);
    } catch (JsonProcessingException e) {
      throw new ClozeException(
              DataError.BAD_JSON,
              "%s: column %d: not JSON: %s",
              place,
              e.getLocation().getColumnNr(),
              e.getOriginalMessage().lines().findFirst().orElse(""))
          .causedBy(e);
    }
  }
}
