package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PythonTextTest {

  @Test
  void methodsGiveWhatPythonGave() throws IOException {
    for (JsonNode row : recorded("methods")) {
      TextMethod method = TextMethod.of(row.get("method").asText()).orElseThrow();
      ImmutableList<String> arguments =
          Streams.stream(row.get("arguments"))
              .map(JsonNode::asText)
              .collect(ImmutableList.toImmutableList());

      String result = new LambdaFunction.Call(method, arguments).apply(row.get("text").asText());

      assertThat(result).as("%s", row).isEqualTo(row.get("result").asText());
    }
  }

  @Test
  void slicesGiveWhatPythonGave() throws IOException {
    for (JsonNode row : recorded("slices")) {
      LambdaFunction.Slice slice =
          new LambdaFunction.Slice(bound(row.get("from")), bound(row.get("to")));

      String result = slice.apply(row.get("text").asText());

      assertThat(result).as("%s", row).isEqualTo(row.get("result").asText());
    }
  }

  @Property
  void stripLeavesNothingOfTheSetAtTheEndsAndOnlyTakesFromIt(
      @ForAll String text, @ForAll String characters) {
    String stripped = PythonText.stripEnd(PythonText.stripStart(text, characters), characters);

    int start = text.indexOf(stripped);
    String taken = text.substring(0, start) + text.substring(start + stripped.length());
    assertThat(characters.codePoints().boxed().toList())
        .containsAll(taken.codePoints().boxed().toList());
    if (!stripped.isEmpty()) {
      assertThat(characters.codePoints().boxed().toList())
          .doesNotContain(stripped.codePointAt(0), stripped.codePointBefore(stripped.length()));
    }
  }

  @Property
  void sliceAndItsComplementMakeTheWhole(
      @ForAll String text, @ForAll @IntRange(min = -20, max = 20) int at) {
    assertThat(PythonText.slice(text, null, at) + PythonText.slice(text, at, null)).isEqualTo(text);
  }

  @Property
  void sliceCountsWholeCharacters(@ForAll String text) {
    int[] codePoints = text.codePoints().toArray();
    if (codePoints.length > 0) {
      assertThat(PythonText.slice(text, 0, 1)).isEqualTo(Character.toString(codePoints[0]));
    }
  }

  @Property
  void replaceOfNothingPutsTheTextBetweenAllCharacters(@ForAll String text) {
    String spread = PythonText.replace(text, "", "|");

    assertThat(spread.length())
        .isEqualTo(text.length() + text.codePointCount(0, text.length()) + 1);
  }

  private static Integer bound(JsonNode bound) {
    return bound.isNull() ? null : Integer.valueOf(bound.asInt());
  }

  private static JsonNode recorded(String what) throws IOException {
    JsonNode rows =
        new ObjectMapper()
            .readTree(PythonTextTest.class.getResource("/template/python-strings.json"))
            .get(what);
    assertThat(rows.size()).isGreaterThan(200);
    return rows;
  }
}
