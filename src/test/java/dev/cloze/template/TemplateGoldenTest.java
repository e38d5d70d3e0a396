package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import dev.cloze.data.Example;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What OpenPrompt 1.0.1 made of templates and examples, recorded by running it. */
class TemplateGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode RECORD = read();

  static Stream<JsonNode> cases() {
    return Streams.stream(RECORD.get("cases"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parsesIntoTheRecordedPieces(JsonNode recorded) {
    Template template = Template.parse(recorded.get("template").asText());

    List<JsonNode> ours = new ArrayList<>();
    for (Piece piece : template.pieces()) {
      if (!(piece instanceof Piece.Soft)) {
        ours.add(JSON.valueToTree(piece.parsed()));
      }
    }

    assertThat(ours).isEqualTo(withoutSoft(recorded.get("parsed"), "soft"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rendersTheRecordedTexts(JsonNode recorded) {
    Template template = Template.parse(recorded.get("template").asText());
    for (int i = 0; i < recorded.get("wrapped").size(); i++) {
      List<JsonNode> ours = new ArrayList<>();
      for (RenderedPiece piece : template.render(example(RECORD.get("examples").get(i)))) {
        if (!(piece instanceof RenderedPiece.Soft)) {
          ours.add(JSON.valueToTree(wrapped(piece)));
        }
      }

      assertThat(ours).isEqualTo(withoutSoft(recorded.get("wrapped").get(i), "soft_token_ids"));
    }
  }

  /** Soft pieces are recorded one for each sub-token, which only a tokenizer can tell. */
  private static List<JsonNode> withoutSoft(JsonNode pieces, String key) {
    List<JsonNode> rest = new ArrayList<>();
    for (JsonNode piece : pieces) {
      if (!piece.has(key) || (piece.get(key).isInt() && piece.get(key).asInt() == 0)) {
        rest.add(((ObjectNode) piece.deepCopy()).without(key));
      }
    }
    return rest;
  }

  private static Map<String, Object> wrapped(RenderedPiece piece) {
    boolean mask = piece instanceof RenderedPiece.Mask;
    String text =
        piece instanceof RenderedPiece.Text rendered
            ? rendered.text()
            : piece instanceof RenderedPiece.Special special
                ? special.token().symbol()
                : SpecialToken.MASK.symbol();
    return ImmutableMap.of(
        "text", text, "loss_ids", mask ? 1 : 0, "shortenable_ids", piece.shortenable() ? 1 : 0);
  }

  private static Example example(JsonNode recorded) {
    ImmutableMap.Builder<String, String> meta = ImmutableMap.builder();
    recorded.get("meta").properties().forEach(e -> meta.put(e.getKey(), e.getValue().asText()));
    return new Example(
        recorded.get("guid").asText(),
        ImmutableMap.of(
            "text_a", recorded.get("text_a").asText(), "text_b", recorded.get("text_b").asText()),
        meta.buildOrThrow(),
        OptionalInt.empty());
  }

  private static JsonNode read() {
    try {
      return JSON.readTree(TemplateGoldenTest.class.getResource("/template/openprompt.json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
